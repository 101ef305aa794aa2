import assert from 'node:assert/strict';
import { readRequest } from '../../../../../src/context/index/ranking/request';
import { Vocabulary } from '../../../../../src/context/index/store/vocabulary';
import { stem } from '../../../../../src/domain/words';

const rolesOf = (request: string) => readRequest(request, new Vocabulary()).roles;

describe('a search request', () => {
  for (const [asked, other] of [
    ['configuration', 'config'],
    ['repo', 'repository'],
    ['authentication', 'auth'],
  ] as const)
    it(`looks for ${other}, too, where it says ${asked}, and thinks less of it`, () => {
      const vocabulary = new Vocabulary();
      const [said, form] = [asked, other].map((word) => vocabulary.add(stem(word)));
      const { terms } = readRequest(`Read the ${asked} once`, vocabulary);
      assert.deepEqual(
        terms.map(({ id, word }) => [id, word]),
        [
          [said, asked],
          [form, asked],
        ],
      );
      assert.ok(terms[1]!.weight < terms[0]!.weight);
    });

  for (const request of ['Add tests for the parser', 'Speed up the slow benchmark'])
    it(`is about tests: ${request}`, () => assert.ok(rolesOf(request).test > 1));

  for (const request of ['Add a note about proxies', 'Document the retry policy', 'Update the docs'])
    it(`is about documents: ${request}`, () => assert.ok(rolesOf(request).docs > 1));

  for (const request of [
    'Fix returns of mocks for final classes',
    'Cache thumbnails of documents',
    'Fix a typo in a label',
  ])
    it(`is about neither: ${request}`, () => {
      const { test, docs, source } = rolesOf(request);
      assert.ok(test < source && docs < source);
    });
});
