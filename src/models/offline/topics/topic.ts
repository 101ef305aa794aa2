/** One building block of a topic. */
export interface TopicPart {
  /** Words that its file is named after: `rate limiter`. */
  readonly name: string;
  /** The path that its file must have, for files that tools look for. */
  readonly path?: string;
}

/** A kind of feature, recognised by the words of a request; the texts about it are among the words of each language. */
export interface Topic<Key extends string = string> {
  readonly key: Key;
  readonly pattern: RegExp;
  /** True if another program usually does a part of it, so that an integration needs these blocks too. */
  readonly isExternal?: boolean;
  /** True if operators choose some of its values. */
  readonly takesSettings?: boolean;
  /** True if it belongs at the program's entry point rather than where its words are found. */
  readonly isGlobal?: boolean;
  readonly parts: readonly TopicPart[];
  /** Words for finding the code that such a feature touches. */
  readonly looksFor: readonly string[];
}

/** Makes a topic; its parts are separated by commas, the words that it looks for by spaces. */
export const topic = <Key extends string>(
  key: Key,
  pattern: RegExp,
  parts: string,
  looksFor: string,
  traits: Pick<Topic, 'isExternal' | 'takesSettings' | 'isGlobal'> = {},
): Topic<Key> => ({
  key,
  pattern,
  parts: parts.split(', ').map((part) => {
    const [name = '', path] = part.split(' @ ');
    return path === undefined ? { name } : { name, path };
  }),
  looksFor: looksFor.split(' ').filter((word) => word !== ''),
  ...traits,
});
