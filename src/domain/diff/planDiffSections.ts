import { type FoundChange, found, type Subject } from './planDiffFound';
import { sectionName, uniqueNames } from '../grammar/planDocumentNames';
import { keptOrder } from './planDiffMatch';
import { headText, normalizeWords, requirementItems, sectionText } from './planDiffScope';
import type { SayChange } from './planDiffWords';
import { type PlanDocument, type PlanSection, requiredSections } from '../grammar/planModel';

const requirements = requiredSections[1];

/** A second heading may mean the same, such as `Constraints` beside `Requirements`. */
const isRequirements = (title: string): boolean => sectionName(title) === requirements;

/** Compares title, summary and any other text above the first section. */
export const compareHead = (before: PlanDocument, after: PlanDocument, say: SayChange): FoundChange[] => {
  const texts = [before, after].map((plan) => ({ title: plan.title, summary: plan.summary, text: headText(plan) }));
  return (['title', 'summary', 'text'] as const)
    .map((part) => ({ part, old: texts[0]![part], fresh: texts[1]![part] }))
    .filter(({ old, fresh }) => old !== fresh)
    .map(({ part, old, fresh }) => found({ type: 'head', part }, 'reworded', null, after.title, say(part), old, fresh));
};

const compareRequirements = (
  subject: Subject,
  before: PlanSection | undefined,
  after: PlanSection | undefined,
  say: SayChange,
): FoundChange[] => {
  const [old, fresh] = [requirementItems(before), requirementItems(after)];
  const missingIn = (items: readonly string[], others: readonly string[]): string => {
    const known = new Set(others.map(normalizeWords));
    return items.filter((item) => !known.has(normalizeWords(item))).join('\n');
  };
  const [gone, added] = [missingIn(old, fresh), missingIn(fresh, old)];
  return gone === '' && added === ''
    ? []
    : [found(subject, 'rescoped', null, requirements, say('items'), gone || null, added || null)];
};

/** The sections by their unique names. */
const byName = ({ sections }: PlanDocument): Map<string, PlanSection> => {
  const names = uniqueNames(sections.map(({ title }) => title));
  return new Map(sections.map((section, at) => [names[at]!, section]));
};

/** Compares sections by title, those of one title in order: text, items covered by an approval, order. */
export const compareSections = (before: PlanDocument, after: PlanDocument, say: SayChange): FoundChange[] => {
  const changes: FoundChange[] = [];
  const [old, fresh] = [byName(before), byName(after)];
  const places = new Map(Array.from(old.keys(), (name, at) => [name, at]));
  const common = Array.from(fresh.keys()).filter((name) => places.has(name));
  const kept = keptOrder(common.map((name) => places.get(name)!));
  for (const [name, section] of fresh) {
    const { title } = section;
    const subject = { type: 'section' as const, name };
    const was = old.get(name);
    old.delete(name);
    const text = sectionText(after, section);
    if (!was) changes.push(found(subject, 'reworded', null, title, say('newSection'), null, text));
    else if (!kept.has(common.indexOf(name)))
      changes.push(found(subject, 'moved', null, title, say('section'), null, null));
    const rescoped = isRequirements(title) ? compareRequirements(subject, was, section, say) : [];
    changes.push(...rescoped);
    const oldText = was ? sectionText(before, was) : text;
    if (rescoped.length === 0 && oldText !== text)
      changes.push(found(subject, 'reworded', null, title, say('text'), oldText, text));
  }
  for (const [name, section] of old) {
    const { title } = section;
    const subject = { type: 'section' as const, name };
    changes.push(
      found(subject, 'reworded', null, title, say('sectionRemoved'), sectionText(before, section), null),
      ...(isRequirements(title) ? compareRequirements(subject, section, undefined, say) : []),
    );
  }
  return changes;
};
