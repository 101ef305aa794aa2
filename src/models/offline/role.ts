/** What a source file is for, judged by its path. */
export type Role = 'route' | 'store' | 'view' | 'command' | 'other';

const roles: readonly (readonly [Role, RegExp])[] = [
  ['command', /(?:^|\/)(?:cmd|commands?|cli)(?:[/.]|$)|command\.\w+$/i],
  [
    'view',
    /(?:^|\/)(?:components?|pages|widgets?|webviews?|ui|screens?|templates)\/|(?:view|panel|page|screen|component)\.\w+$|\.(?:tsx|jsx|vue|svelte)$/i,
  ],
  [
    'route',
    /(?:^|\/)(?:routes?|routers?|controllers?|handlers?|endpoints?|api|views|urls)(?:[/.]|$)|(?:routes?|controller|handler)\.\w+$/i,
  ],
  [
    'store',
    /(?:^|\/)(?:store|stores|storage|models?|repositor\w*|database|db|entit\w*|schema|dao|persistence)(?:[/.]|$)|(?:store|model|repository|schema|dao)\.\w+$/i,
  ],
];

/** The role of a source file. */
export const roleOf = (path: string): Role => roles.find(([, pattern]) => pattern.test(path))?.[0] ?? 'other';
