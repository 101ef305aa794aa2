import type { TopicKey } from '../topics/topics';
import type { PlanLanguage } from '../request/requestLanguage';
import { english } from './english';
import { german } from './german';
import type { TopicWords } from './topicWords';

/** Everything that the offline planner writes in one language; English defines which texts there must be. */
export type Words = Omit<typeof english, 'topics'> & { readonly topics: Readonly<Record<TopicKey, TopicWords>> };

const words: Readonly<Record<PlanLanguage, Words>> = { english, german };

/** The words of a language. */
export const wordsIn = (language: PlanLanguage): Words => words[language];
