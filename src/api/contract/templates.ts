export interface TemplatesApi {
  /** The built-in templates and the user's own. */
  list(): Promise<readonly Template[]>;
  get(id: string): Promise<Template>;
}

export interface Template {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly fields: readonly { readonly name: string; readonly question: string; readonly required: boolean }[];
  readonly sections: readonly string[];
}
