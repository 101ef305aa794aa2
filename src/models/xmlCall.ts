import { jsonrepair } from 'jsonrepair';
import { breaksOff } from './toolCallParts';

const argument =
  /<(?:arg_key>([^<]*)<\/arg_key>\s*<arg_value|parameter=([^>]*))>([^]*?)(<\/arg_value>|<\/parameter>|$)/g;

/** The arguments of a call in the tags of GLM or Qwen, as JSON that stays open where the text is cut; null if it has none. */
export const xmlArguments = (text: string): string | null => {
  let isOpen = false;
  const fields = Array.from(text.matchAll(argument), ([, key, name, value, end]) => {
    isOpen = end === '';
    return `${JSON.stringify((key ?? name)!.trim())}:${inJson(value!.trim(), isOpen)}`;
  });
  return fields.length === 0 ? null : `{${fields.join(',')}${isOpen ? '' : '}'}`;
};

/** The call between the tags of GLM (`name<arg_key>...`) or Qwen (`<function=name><parameter=...>`); null if it is none. */
export const xmlCall = (text: string): { readonly name: string; readonly arguments: string } | null => {
  const [, name, body] =
    /^\s*<function=(\w+)>([^]*)$/.exec(text) ?? /^\s?(\w+_\w+)\s*(<arg_key>[^]*|)$/.exec(text) ?? [];
  if (name === undefined) return null;
  const plain = body!.replace('</function>', '').trim();
  return { name, arguments: xmlArguments(body!) ?? (plain === '' ? '{}' : inJson(plain, breaksOff(plain))) };
};

/** A list or an object, even if broken, stays JSON; all else becomes text, since `404` may be a number or a word to look for. */
const inJson = (value: string, isOpen: boolean): string => {
  const isData = /^(?:\{\s*["'}]|\[\s*["'{\]])/.test(value);
  if (isOpen) return isData ? value : JSON.stringify(value).slice(0, -1);
  try {
    if (isData) return jsonrepair(value);
  } catch {
    // Not JSON after all.
  }
  return JSON.stringify(value);
};
