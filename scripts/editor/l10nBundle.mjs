import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { projectRoot } from './paths.mjs';

const bundleFile = join(projectRoot, 'l10n', 'bundle.l10n.json');

const literal = String.raw`('(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")`;
/** A call of `vscode.l10n.t`, by that name or as `t`, with the sentence if it is a literal. */
const call = new RegExp(String.raw`(?<![\w.])(?:vscode\.l10n\.)?t\(\s*${literal}?`, 'g');
/** The tables of words: those of the webviews, and those that describe changes of plans. */
const tables = [join('shared', 'strings.ts'), join('domain', 'diff', 'planDiffWords.ts')];
/** An entry in such a table. */
const entry = new RegExp(String.raw`^  \w+:\s*${literal}`, 'gm');

/** The folder of the built-in templates, and the parts of one shown to users: title, description and questions. */
const templates = join('generation', 'templates');
const shown = /^(?:title|description| {2}- [\w-]+\??): (.+)$/gm;

/** The value of a string literal. */
const said = (/** @type {string} */ source) =>
  JSON.parse(
    `"${source
      .slice(1, -1)
      .replaceAll("\\'", "'")
      .replaceAll(/(?<!\\)"/g, '\\"')}"`,
  );

/**
 * Finds every sentence shown to users, in order, and the files with calls whose sentence is computed, which no bundle
 * can contain.
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
    const isTable = tables.includes(name);
    if (!isTable && !text.includes('vscode.l10n')) continue;
    for (const [, sentence] of text.matchAll(isTable ? entry : call))
      if (sentence === undefined) computed.push(name);
      else sentences.add(said(sentence));
  }
  return { sentences: [...sentences].toSorted(), computed };
};

/** Writes the bundle of all sentences in the source language, the starting point for the editor and translators. */
export const writeBundle = () => {
  const bundle = Object.fromEntries(findSentences().sentences.map((sentence) => [sentence, sentence]));
  mkdirSync(dirname(bundleFile), { recursive: true });
  writeFileSync(bundleFile, `${JSON.stringify(bundle, null, 2)}\n`);
};
