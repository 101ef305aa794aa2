/** What is being completed: the trigger, its position, and the text between it and the caret. */
export interface CompletionTarget {
  readonly kind: '@' | '/';
  readonly text: string;
  readonly start: number;
}

/** The mention or command at the caret, or null; a command begins the message. */
export const completionAt = (text: string, caret: number): CompletionTarget | null => {
  const head = text.slice(0, caret);
  const command = /^\/(\S*)$/.exec(head);
  if (command) return { kind: '/', text: command[1] ?? '', start: 0 };
  const mention = /(?:^|[\s(])@([^\s@]*)$/.exec(head);
  return mention ? { kind: '@', text: mention[1] ?? '', start: caret - (mention[1]?.length ?? 0) - 1 } : null;
};

/** The text before and after the completed word, which ends at the caret unless the caret has left the word. */
const around = (text: string, caret: number, { kind, start, text: typed }: CompletionTarget): [string, string] => {
  const now = completionAt(text, caret);
  const end = now?.kind === kind && now.start === start ? caret : start + 1 + typed.length;
  return [text.slice(0, start), text.slice(end)];
};

/** The text with the completed word in its place, and the new position of the caret. */
export const complete = (
  text: string,
  caret: number,
  target: CompletionTarget,
  insert: string,
): { readonly text: string; readonly caret: number } => {
  const [before, after] = around(text, caret, target);
  const word = /\s$/.test(insert) || /^\s/.test(after) ? insert : `${insert} `;
  return { text: before + word + after, caret: before.length + word.length };
};

/** The text without the word at the caret, when what it chose is not part of the message. */
export const withoutWord = (text: string, caret: number, target: CompletionTarget): string =>
  around(text, caret, target).join('').trimStart();

/** A label split around the first occurrence of what was typed, which is the middle part. */
export const marked = (label: string, typed: string): readonly [string, string, string] => {
  const word = typed.split('/').at(-1) ?? '';
  const at = word ? label.toLowerCase().indexOf(word.toLowerCase()) : -1;
  return at < 0
    ? [label, '', '']
    : [label.slice(0, at), label.slice(at, at + word.length), label.slice(at + word.length)];
};
