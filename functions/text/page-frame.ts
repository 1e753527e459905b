import { html, inline, type Html } from './html.ts'
import { PAGE_STYLE } from './page-style.ts'
import { SYSTEM_NAME } from './words.ts'

/** Checks every case with the box above them, and that box no longer where one is left out. The page works without. */
export const PAGE_SCRIPT = `
for (const all of document.querySelectorAll('[name=all]')) {
  const boxes = document.querySelectorAll('[name=case]')
  all.addEventListener('change', () => { for (const box of boxes) box.checked = all.checked })
  for (const box of boxes) box.addEventListener('change', () => { if (!box.checked) all.checked = false })
}
`

/** The page around everything that a link shows: for phones first, light or dark, nothing loaded from elsewhere. */
export const pageFrame = (title: string, body: Html): string =>
  html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="robots" content="noindex, nofollow" />
        <title>${title} – ${SYSTEM_NAME}</title>
        ${inline('style', PAGE_STYLE)}
      </head>
      <body>
        <header>${SYSTEM_NAME}</header>
        <main>
          <h1>${title}</h1>
          ${body}
        </main>
        ${inline('script', PAGE_SCRIPT)}
      </body>
    </html> `.toString()
