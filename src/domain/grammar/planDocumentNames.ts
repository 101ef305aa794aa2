import { optionalSections, requiredSections } from './planModel';

const maxNameLength = 200;

const plain = (text: string): string =>
  text
    .slice(0, maxNameLength)
    .replace(/[*_`]/g, '')
    .replace(/^\s*\d+(?:\.\d+)*[.):]?\s+/, '')
    .replace(/&/g, ' and ')
    .replace(/[:.\s]+$/, '')
    .replace(/\s+/g, ' ')
    .trim()
    .toLowerCase();

const otherNames: Readonly<Record<string, string>> = {
  overview: 'Overview & Goals',
  goals: 'Overview & Goals',
  requirements: 'Requirements & Constraints',
  constraints: 'Requirements & Constraints',
  architecture: 'Architecture & Design',
  design: 'Architecture & Design',
  implementation: 'Implementation Phases',
  'implementation plan': 'Implementation Phases',
  'implementation steps': 'Implementation Phases',
  phases: 'Implementation Phases',
  tasks: 'Implementation Phases',
  testing: 'Testing Strategy',
  'test plan': 'Testing Strategy',
  deployment: 'Deployment Plan',
  maintenance: 'Maintenance & Monitoring',
  monitoring: 'Maintenance & Monitoring',
};

const known = new Map<string, string>([
  ...Object.entries(otherNames),
  ...[...requiredSections, ...optionalSections].map((name): [string, string] => [plain(name), name]),
]);

/** The section that holds the phases. */
export const phasesSection = 'Implementation Phases';

/** A section's name in the grammar, regardless of numbering, case or `and`; any other title without numbering and marks. */
export const sectionName = (title: string): string =>
  known.get(plain(title)) ??
  title
    .replace(/^\s*\d+(?:\.\d+)*[.)]\s+/, '')
    .replace(/^\*\*(.+)\*\*$/, '$1')
    .trim();

/** Names for sections, which differ where titles do not: `Notes`, `Notes #2`. */
export const uniqueNames = (titles: readonly string[]): readonly string[] => {
  const names = new Set<string>();
  for (const title of titles) {
    let name = title;
    for (let number = 2; names.has(name); number++) name = `${title} #${number}`;
    names.add(name);
  }
  return Array.from(names);
};

/** True if two titles mean the same section. */
export const sameSection = (left: string, right: string): boolean =>
  plain(sectionName(left)) === plain(sectionName(right));

/** `Phase 2: ` and the like before a phase's actual title. */
export const phasePrefix = /^\p{L}+\s+\d+(?:\s*:\s*|\s*[.–—-]\s+)(?=\S)/u;

/** A phase's name regardless of its number, for comparing. */
export const phaseKey = (title: string): string => plain(title.replace(phasePrefix, ''));
