import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './paths.mjs';

const bundleFile = join(projectRoot, 'l10n', 'bundle.l10n.json');

const literal = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
/** A call of `vscode.l10n.t`, by that name or as `t`, with the sentence where it stands as a literal. */
const call = new RegExp(String.raw`(?<![\w.])(?:vscode\.l10n\.)?t\(\s*${literal}?`, 'g');
/** An entry of the table of the webviews' words. */
const entry = new RegExp(String.raw`^  \w+:\s*${literal}`, 'gm');

/** The folder of the built-in templates, and what people read of one: title, description and questions. */
const templates = join('generation', 'templates');
const shown = /^(?:title|description| {2}- [\w-]+\??): (.+)$/gm;

/** What a literal says. */
const said = (/** @type {string} */ source) =>
  JSON.parse(
    `"${source
      .slice(1, -1)
      .replaceAll("\\'", "'")
      .replaceAll(/(?<!\\)"/g, '\\"')}"`,
  );

/**
 * Every sentence that people see, in order, and the calls whose sentence is computed, which no bundle can hold.
 * @returns {{ sentences: string[], computed: string[] }}
 */
export const findSentences = () => {
  const folder = join(projectRoot, 'src');
  /** @type {Set<string>} */
  const sentences = new Set();
  /** @type {string[]} */
  const computed = [];
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const isTemplate = name.startsWith(templates) && name.endsWith('.md');
    if (!isTemplate && !name.endsWith('.ts')) continue;
    const text = readFileSync(join(folder, name), 'utf8');
    if (isTemplate) for (const [, sentence] of text.matchAll(shown)) sentences.add(String(sentence));
    const isTable = name === join('shared', 'strings.ts');
    if (!isTable && !text.includes('vscode.l10n')) continue;
    for (const [, sentence] of text.matchAll(isTable ? entry : call))
      if (sentence === undefined) computed.push(name);
      else sentences.add(said(sentence));
  }
  return { sentences: [...sentences].toSorted(), computed };
};

/** Writes the bundle of every sentence in the language of the source, from which the editor and translators begin. */
export const writeBundle = () => {
  const bundle = Object.fromEntries(findSentences().sentences.map((sentence) => [sentence, sentence]));
  mkdirSync(dirname(bundleFile), { recursive: true });
  writeFileSync(bundleFile, `${JSON.stringify(bundle, null, 2)}\n`);
};
