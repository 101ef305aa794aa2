import type { Findings } from './findings';
import { type DraftedTask, PlanBuilder, sentence } from './planBuilder';
import type { Intent } from './planRequest';
import { bug } from './shapes/bug';
import { documentation } from './shapes/documentation';
import { feature } from './shapes/feature';
import { integration } from './shapes/integration';
import { migration } from './shapes/migration';
import { performance } from './shapes/performance';
import { refactoring } from './shapes/refactoring';
import { security } from './shapes/security';
import type { Shape } from './shapes/shape';
import { testing } from './shapes/testing';

/** The arguments of `create_plan`. */
export interface DraftedPlan {
  readonly title: string;
  readonly summary: string;
  readonly sections: readonly { readonly title: string; readonly body: string }[];
  readonly phases: readonly { readonly title: string; readonly tasks: readonly DraftedTask[] }[];
  readonly template: string;
}

const shapes: Readonly<Record<Intent, Shape>> = {
  feature,
  bug,
  refactoring,
  integration,
  migration,
  performance,
  security,
  testing,
  documentation,
};

/** The built-in template that each kind of work belongs to. */
const templates: Readonly<Record<Intent, string>> = {
  feature: 'new-feature',
  bug: 'bug-fix',
  refactoring: 'refactoring',
  integration: 'api-integration',
  migration: 'database-migration',
  performance: 'performance',
  security: 'security',
  testing: 'testing-strategy',
  documentation: 'documentation',
};

/** Writes the plan for what was asked and found. */
export const draftPlan = (findings: Findings): DraftedPlan => {
  const { request } = findings;
  const plan = new PlanBuilder();
  const prose = shapes[request.intent](findings, plan);
  const phases = plan.finished().map(({ title, tasks }, index) => ({ title: `Phase ${index + 1}: ${title}`, tasks }));
  const section = (title: string, items: readonly string[]): { title: string; body: string }[] =>
    items.length === 0
      ? []
      : [{ title, body: items.map((item) => `- ${sentence(item)}.`.replace(/([.?!])\.$/, '$1')).join('\n') }];
  return {
    title: request.title,
    summary: summaryOf(findings, phases.flatMap(({ tasks }) => tasks).length, phases.length),
    sections: [
      ...section('Overview & Goals', prose.goals),
      ...section('Requirements & Constraints', [
        ...request.details.map((detail) => `As asked: ${detail}`),
        ...prose.requirements,
      ]),
      ...section('Architecture & Design', prose.design),
      ...section('Testing Strategy', prose.testing),
      ...section('Deployment Plan', prose.deployment),
      ...section('Maintenance & Monitoring', prose.maintenance),
      ...section('Risks', prose.risks),
      ...section('Open Questions', prose.questions),
    ],
    phases,
    template: templates[request.intent],
  };
};

const summaryOf = ({ request, related, entry, conventions }: Findings, tasks: number, phases: number): string => {
  const [first] = related;
  const basis = first
    ? `It starts from \`${first.name}\` in \`${first.path}\``
    : entry && !conventions.isEmpty
      ? `Nothing in the code is named after it yet; it starts from \`${entry.path}\``
      : 'The workspace holds no code for it yet';
  return `${request.title}: ${tasks} tasks in ${phases} phases. ${basis}. Planned offline, without a model.`;
};
