import { type FoundChange, found } from './planDiffFound';
import { sectionName } from '../grammar/planDocumentNames';
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
  const subject = { type: 'section' as const, title: requirements };
  return gone === '' && added === ''
    ? []
    : [found(subject, 'rescoped', null, requirements, say('items'), gone || null, added || null)];
};

/** Compares sections by title: text, items covered by an approval, order. */
export const compareSections = (before: PlanDocument, after: PlanDocument, say: SayChange): FoundChange[] => {
  const changes: FoundChange[] = [];
  const old = new Map(before.sections.map((section, at) => [section.title, { section, at }]));
  const common = after.sections.filter(({ title }) => old.has(title));
  const kept = keptOrder(common.map(({ title }) => old.get(title)?.at ?? 0));
  for (const section of after.sections) {
    const { title } = section;
    const subject = { type: 'section' as const, title };
    const was = old.get(title);
    old.delete(title);
    const text = sectionText(after, section);
    if (!was) changes.push(found(subject, 'reworded', null, title, say('newSection'), null, text));
    else if (!kept.has(common.indexOf(section)))
      changes.push(found(subject, 'moved', null, title, say('section'), null, null));
    const rescoped = isRequirements(title) ? compareRequirements(was?.section, section, say) : [];
    changes.push(...rescoped);
    const oldText = was ? sectionText(before, was.section) : text;
    if (rescoped.length === 0 && oldText !== text)
      changes.push(found(subject, 'reworded', null, title, say('text'), oldText, text));
  }
  for (const [title, { section }] of old) {
    const subject = { type: 'section' as const, title };
    changes.push(
      found(subject, 'reworded', null, title, say('sectionRemoved'), sectionText(before, section), null),
      ...(isRequirements(title) ? compareRequirements(section, undefined, say) : []),
    );
  }
  return changes;
};
