/**
 * A text without what formatters change: white space, kinds of quotes, semicolons, commas before a closing bracket,
 * brackets around one name. Two texts that differ in these only are equal here.
 */
export const normalizedText = (text: string): string =>
  text
    .replace(/["`]/g, "'")
    .replace(/[\s;]+/g, '')
    .replace(/,(?=[)\]}])/g, '')
    .replace(/\((\w+)\)=>/g, '$1=>');
