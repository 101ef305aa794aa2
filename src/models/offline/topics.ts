import { productTopics } from './productTopics';
import { serviceTopics } from './serviceTopics';
import { generalTopic, type Topic } from './topic';

const topics: readonly Topic[] = [...serviceTopics, ...productTopics];

/** What is known of a subject: the topic whose words come first in the text, else a general one named after it. */
export const topicOf = (text: string, subject: string, name: string): Topic => {
  const found = topics
    .map((topic) => ({ topic, at: text.search(topic.pattern) }))
    .filter(({ at }) => at >= 0)
    .sort((a, b) => a.at - b.at)[0];
  return found?.topic ?? generalTopic(subject, name);
};
