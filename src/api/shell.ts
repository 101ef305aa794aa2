import type { DevPlanApi } from './contract/devplan';

/** The groups of methods, available once the core is open. */
export type ApiMethods = Omit<DevPlanApi, 'apiVersion' | 'onDidChange'>;

/** The names of a group's methods; the compiler checks that none is missing. */
type Names<T> = { readonly [K in keyof T]: T[K] extends (...args: never[]) => unknown ? true : Names<T[K]> };

interface NameTable {
  readonly [name: string]: true | NameTable;
}

const planNames: Names<DevPlanApi['plans']> = {
  list: true,
  get: true,
  create: true,
  update: true,
  setStatus: true,
  statusHistory: true,
  reviews: true,
  review: true,
  comments: {
    list: true,
    create: true,
    reply: true,
    edit: true,
    resolve: true,
    reopen: true,
    deleteComment: true,
    delete: true,
  },
  archive: true,
  restore: true,
  delete: true,
  versions: true,
  version: true,
  createVersion: true,
  restoreVersion: true,
  acceptVersion: true,
  rejectVersion: true,
  diff: true,
  check: true,
  progress: true,
  setProgress: true,
  export: true,
  import: true,
};

const names: Names<ApiMethods> = {
  projects: {
    list: true,
    get: true,
    create: true,
    update: true,
    archive: true,
    restore: true,
    delete: true,
    plans: true,
    conversations: true,
    stats: true,
    export: true,
  },
  plans: planNames,
  planning: {
    chat: true,
    generate: true,
    sessions: { list: true, get: true, rename: true, end: true, delete: true },
  },
  templates: { list: true, get: true },
  search: { plans: true, conversations: true },
};

type Group = Readonly<Record<string, unknown>>;

/** What the shell needs from the extension; nothing is opened before the first call. */
export interface ShellPorts {
  readonly open: () => Promise<ApiMethods>;
  /** Turns whatever was thrown into the error that other extensions receive. */
  readonly explain: (error: unknown) => Promise<Error>;
  readonly listen: DevPlanApi['onDidChange'];
}

const delegate = (table: NameTable, open: () => Promise<Group>, explain: ShellPorts['explain']): Group => {
  const call = async (name: string, args: readonly unknown[]): Promise<unknown> => {
    try {
      return await ((await open())[name] as (...args: readonly unknown[]) => unknown)(...args);
    } catch (error) {
      throw await explain(error);
    }
  };
  const entries = Object.entries(table).map(([name, part]) => [
    name,
    part === true
      ? (...args: readonly unknown[]) => call(name, args)
      : delegate(part, async () => (await open())[name] as Group, explain),
  ]);
  return Object.freeze(Object.fromEntries(entries) as Group);
};

/** The API that other extensions get at once; what is behind it loads on the first call. */
export const createApi = ({ open, listen, explain }: ShellPorts): DevPlanApi => {
  const methods = delegate(names as unknown as NameTable, async () => (await open()) as unknown as Group, explain);
  return Object.freeze({ apiVersion: 1, ...(methods as unknown as ApiMethods), onDidChange: listen });
};
