import { mediaStyles, look } from './digest-looks.ts'
import { html, type Html } from './html.ts'

interface Framed {
  subject: string
  /** Who sends it, in the band above. */
  signature: string
  body: Html
  footer?: string
}

/**
 * The page around every mail: one table column for 320 px and up, all styles inline, dark colours beside them, nothing
 * loaded from elsewhere. Without its styles it still reads in order.
 */
export const mailFrame = ({ subject, signature, body, footer }: Framed): string =>
  html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="color-scheme" content="light dark" />
        <meta name="supported-color-schemes" content="light dark" />
        <title>${subject}</title>
        <style>
          ${mediaStyles()}
        </style>
      </head>
      <body ${look('page')}>
        <table role="presentation" lang="vi" width="100%" cellpadding="0" cellspacing="0" ${look('frame')}>
          <tr>
            <td align="center" ${look('margin')}>
              <table role="presentation" width="100%" cellpadding="0" cellspacing="0" ${look('sheet')}>
                <tr>
                  <td ${look('band')}>${signature}</td>
                </tr>
                <tr>
                  <td ${look('body')}>${body}</td>
                </tr>
                ${
                  footer === undefined
                    ? undefined
                    : html`<tr>
                        <td ${look('footer')}>${footer}</td>
                      </tr>`
                }
              </table>
            </td>
          </tr>
        </table>
      </body>
    </html> `.toString()
