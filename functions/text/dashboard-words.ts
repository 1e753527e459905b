/** What the operators' dashboard says. CloudWatch shows times as its reader has set them; the data are UTC. */
export const dashboardWords = {
  howToRead: [
    '# Đôn đốc: tình hình vận hành',
    'Màu đỏ ở ô **Cảnh báo** là việc phải xem ngay; ý nghĩa và cách xử lý của từng cảnh báo có trong phần mô tả của nó.',
    'Số quá hạn theo cơ quan được đếm mỗi đêm lúc 01:00. Các số khác cập nhật 5 phút một lần.',
  ].join('\n\n'),
  alarms: 'Cảnh báo',
  casesIn: 'Hồ sơ, phản ánh tiếp nhận mỗi ngày',
  openCases: 'Đang xử lý',
  withoutRules: 'Chưa có quy định để đôn đốc',
  forgotten: 'Không ai đôn đốc',
  setAside: 'Tạm gác vì lỗi',
  now: 'Theo lần rà soát đêm qua',
  overdueByAgency: 'Quá hạn theo cơ quan (đêm qua)',
  lateness: 'Bước đôn đốc trễ nhất (giây)',
  late: 'Trễ',
  mails: 'Thư gửi mỗi ngày',
  digests: 'Thư đôn đốc',
  briefs: 'Bản tin lãnh đạo',
  reports: 'Báo cáo tuần',
  returned: 'Thư không đến nơi',
  bounceRate: 'Tỷ lệ thư bị trả lại (SES xem xét từ 5%)',
  api: 'API: số lần gọi và lỗi',
  calls: 'Lần gọi',
  refused: 'Bị từ chối (4xx)',
  failed: 'Lỗi máy chủ (5xx)',
  failedRoutes: 'API: lỗi máy chủ theo đường dẫn',
  slowest: 'API: chậm nhất (ms)',
  machines: 'Quy trình tự động: số lần lỗi',
  failures: 'Việc hỏng đang chờ người xem',
  recentErrors: 'Lỗi gần đây của các hàm',
} as const

/** Names of the saved queries of CloudWatch Logs Insights, and what each answers. */
export const queryWords = {
  errors: 'Lỗi của mọi hàm, mới nhất trước',
  case: 'Một hồ sơ: mọi dòng nhật ký nhắc đến nó (thay mã hồ sơ)',
  trace: 'Một yêu cầu: từ lời gọi API đến thư (thay mã theo dõi)',
  mail: 'Một thư: đã gửi gì, cho ai (thay mã thư)',
  slow: 'Lần chạy chậm nhất của từng hàm',
  refused: 'API từ chối những gì, theo đường dẫn',
} as const
