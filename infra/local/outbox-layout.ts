import { html, raw } from 'hono/html'

type Markup = ReturnType<typeof html>

const STYLE = `
  :root { color-scheme: light dark; --ink: #1d2733; --quiet: #66727f; --line: #dde2e8; --paper: #fff; --back: #f4f6f8; --link: #0b5cad }
  @media (prefers-color-scheme: dark) {
    :root { --ink: #e6eaee; --quiet: #98a4b0; --line: #333d47; --paper: #1b222a; --back: #12171d; --link: #7db8f0 }
  }
  body { margin: 0; background: var(--back); color: var(--ink); font: 16px/1.5 system-ui, 'Segoe UI', Roboto, sans-serif }
  header { background: #b3261e; color: #fff; padding: .7rem 1.5rem; font-weight: 600 }
  header a { color: inherit; text-decoration: none }
  main { max-width: 76rem; margin: 1.5rem auto; padding: 1.5rem; background: var(--paper); border: 1px solid var(--line); border-radius: 8px }
  h1 { font-size: 1.35rem; margin: 0 0 1rem }
  a { color: var(--link) }
  table { width: 100%; border-collapse: collapse }
  th { text-align: left; color: var(--quiet); font-weight: 500 }
  th, td { padding: .5rem .75rem .5rem 0; border-bottom: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere }
  .time { white-space: nowrap; font-variant-numeric: tabular-nums }
  .to { min-width: 18rem }
  td a { text-decoration: none } td a:hover { text-decoration: underline }
  .quiet { color: var(--quiet) }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .25rem 1rem; margin: 0 0 1rem }
  dt { color: var(--quiet) } dd { margin: 0; overflow-wrap: anywhere }
  .file { display: block }
  iframe { width: 100%; height: 70vh; border: 1px solid var(--line); border-radius: 4px; background: #fff }
  details { margin-top: 1rem } pre { white-space: pre-wrap; overflow-wrap: anywhere; font-size: .9rem }
  nav { display: flex; gap: 1.5rem; margin-top: 1rem }
`

/** A page of the outbox, in the light or dark that the reader prefers. */
export const layout = (title: string, content: Markup): Markup =>
  html`<!doctype html>
    <html lang="vi">
      <head>
        <meta charset="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <title>${title} – Đôn đốc</title>
        <style>
          ${raw(STYLE)}
        </style>
      </head>
      <body>
        <header><a href="/outbox">Đôn đốc – hộp thư đi</a></header>
        <main>
          <h1>${title}</h1>
          ${content}
        </main>
      </body>
    </html>`
