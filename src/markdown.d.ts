declare module '*.md' {
  /** The file's text; the bundler puts it in. */
  const text: string;
  export default text;
}
