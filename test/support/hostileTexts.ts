/** A host that no test may reach; a request to it is a leak. */
export const foreignHost = 'leak.invalid';

const address = `https://${foreignHost}/x`;

/** Markdown that a model, a file or a teammate may have written and that must have no effect beyond its text. */
export const hostileTexts: readonly string[] = [
  `<script>window.leaked = 1; fetch('${address}')</script>`,
  `<img src="${address}.png" onerror="window.leaked = 2">`,
  `<svg onload="window.leaked = 3"><animate onbegin="window.leaked = 4" attributeName="x"/></svg>`,
  `<iframe src="${address}" srcdoc="<script>parent.leaked = 5</script>"></iframe>`,
  `<style>@import '${address}.css'; * { display: none }</style>`,
  `<form action="${address}"><button autofocus onfocus="window.leaked = 6">Send</button></form>`,
  `<details open ontoggle="window.leaked = 7">x</details>`,
  `<a href="javascript:window.leaked = 8">html link</a>`,
  `[script link](javascript:window.leaked=9)`,
  `[command link](command:workbench.action.closeAllEditors)`,
  `[data link](data:text/html,<script>window.leaked=10</script>)`,
  `![picture](${address}.png)`,
  `![inline](data:image/svg+xml,<svg onload="window.leaked=11"></svg>)`,
  `<math><mtext></mtext><mglyph><style><img src=x onerror="window.leaked=12"></style></mglyph></math>`,
  `</div></main></body><base href="${address}">`,
  'user\u202egnp.exe\u2066 looks like a picture',
  `| ${'a | '.repeat(200)}\n| ${'- | '.repeat(200)}\n${`| ${'x | '.repeat(200)}\n`.repeat(20)}`,
  '`'.repeat(4000),
  '*_'.repeat(3000),
];

/** Nesting deeper than anybody writes; a text containing it is shown as written. */
export const deepTexts: readonly string[] = [`${'> '.repeat(300)}deep`, `${'- '.repeat(300)}nested`];
