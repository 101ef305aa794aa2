import { phasesSection, sameSection } from '../../domain/grammar/planDocumentNames';
import { requiredSections } from '../../domain/grammar/planModel';
import type { Findings } from './findings';
import { type DraftedTask, PlanBuilder, sentence } from './planBuilder';
import type { Intent } from './request/intent';
import { bug } from './shapes/bug';
import { change } from './shapes/change';
import { documentation } from './shapes/documentation';
import { feature } from './shapes/feature';
import { integration } from './shapes/integration';
import { migration } from './shapes/migration';
import { performance } from './shapes/performance';
import { refactoring } from './shapes/refactoring';
import { removal } from './shapes/removal';
import { security } from './shapes/security';
import type { Shape } from './shapes/shape';
import { testing } from './shapes/testing';
import { upgrade } from './shapes/upgrade';

/** The arguments of `create_plan`. */
export interface DraftedPlan {
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly { readonly title: string; readonly body: string }[];
  readonly phases: readonly { readonly title: string; readonly tasks: readonly DraftedTask[] }[];
  readonly template: string;
}

/** How each kind of work is planned, and the built-in template that it belongs to. */
const shapes: Readonly<Record<Intent, readonly [Shape, string]>> = {
  feature: [feature, 'new-feature'],
  change: [change, 'new-feature'],
  removal: [removal, 'refactoring'],
  bug: [bug, 'bug-fix'],
  refactoring: [refactoring, 'refactoring'],
  integration: [integration, 'api-integration'],
  migration: [migration, 'database-migration'],
  upgrade: [upgrade, 'refactoring'],
  performance: [performance, 'performance'],
  security: [security, 'security'],
  testing: [testing, 'testing-strategy'],
  documentation: [documentation, 'documentation'],
};

/** Writes the plan for what was asked and found, with the sections that it must have; of those that no shape knows it says so. */
export const draftPlan = (findings: Findings, wanted: readonly string[]): DraftedPlan => {
  const { request, words } = findings;
  const plan = new PlanBuilder();
  const [shape, template] = shapes[request.intent];
  const prose = shape(findings, plan);
  const phases = plan
    .finished()
    .map(({ title, tasks }, index) => ({ title: words.common.phase(index + 1, title), tasks }));
  const section = (title: string, items: readonly string[]): { title: string; body: string }[] =>
    items.length === 0
      ? []
      : [{ title, body: items.map((item) => `- ${sentence(item)}.`.replace(/([.?!])\.$/, '$1')).join('\n') }];
  const known = [
    ...section('Overview & Goals', prose.goals),
    ...section('Requirements & Constraints', [...request.details.map(words.common.asAsked), ...prose.requirements]),
    ...section('Architecture & Design', prose.design),
    ...section('Testing Strategy', prose.testing),
    ...section('Deployment Plan', prose.deployment),
    ...section('Maintenance & Monitoring', prose.maintenance),
    ...section('Risks', prose.risks),
    ...section('Open Questions', prose.questions),
  ];
  const isAmong = (titles: readonly string[], title: string): boolean =>
    titles.some((each) => sameSection(each, title));
  const others = wanted.filter((title) => !isAmong([phasesSection, ...known.map((each) => each.title)], title));
  return {
    title: request.title,
    summary: summaryOf(findings, prose.goals[0] ?? request.title),
    sections: [
      ...known.filter(({ title }) => isAmong(wanted, title) || !isAmong(requiredSections, title)),
      ...others.flatMap((title) => section(title, [words.common.leftToPeople])),
    ],
    phases,
    template,
  };
};

/** What changes and where the work begins; nothing that a later revision would make untrue. */
const summaryOf = ({ related, entry, conventions, words }: Findings, goal: string): string => {
  const [first] = related;
  const basis = first
    ? words.common.startsFrom(first.name, first.path)
    : entry && !conventions.isEmpty
      ? words.common.startsFromEntry(entry.path)
      : words.common.noCodeYet;
  return words.common.summary(sentence(goal), basis);
};
