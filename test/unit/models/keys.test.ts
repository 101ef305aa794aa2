import assert from 'node:assert/strict';
import { UserError } from '../../../src/domain/errors';
import {
  chooseProvider,
  isHttp,
  isLocal,
  isPlaceholderKey,
  keyFromEnvironment,
  originOf,
  type ProviderFacts,
  requestyBaseUrl,
} from '../../../src/models/keys';

describe('keyFromEnvironment', () => {
  const environment = { ROUTER_API_KEY: 'rk-1a2b', REQUESTY_API_KEY: 'rk-9z', OPENAI_API_KEY: ' sk-proj-Ab12Cd ' };
  const key = (origin: string, more: Record<string, string | undefined> = {}) =>
    keyFromEnvironment(origin, { ...environment, ...more });

  it('gives each key to its own origin only', () => {
    assert.equal(key(originOf(requestyBaseUrl)), 'rk-1a2b');
    assert.equal(key('https://api.openai.com'), 'sk-proj-Ab12Cd');
    for (const origin of [
      'http://router.requesty.ai',
      'https://router.requesty.ai.evil.com',
      'http://localhost:11434',
      'https://openai.com',
      'toString',
    ])
      assert.equal(key(origin), null, origin);
  });

  it('takes the next variable where the first is empty or a placeholder', () => {
    assert.equal(key(originOf(requestyBaseUrl), { ROUTER_API_KEY: 'your-key-here' }), 'rk-9z');
    assert.equal(key(originOf(requestyBaseUrl), { ROUTER_API_KEY: '', REQUESTY_API_KEY: undefined }), null);
  });
});

describe('isPlaceholderKey', () => {
  for (const text of [
    '',
    '  ',
    'your-key-here',
    'YOUR_API_KEY',
    'your_openai_api_key_here',
    'changeme',
    'change-me',
    'sk-xxx',
    'sk-xxxxxxxxxxxx',
    'xxxx',
    'sk-...',
    '...',
    '<your key>',
    '${OPENAI_API_KEY}',
    'none',
    'null',
    'todo',
    'insert-key-here',
    'api-key-here',
    'sk-your-key',
    'replace_me',
    '****',
  ])
    it(`takes "${text}" for none`, () => assert.equal(isPlaceholderKey(text), true));
  for (const text of ['sk-proj-Ab12Cd34', 'rk-live-77f0c1', 'AIzaSyD3', 'gsk_Yx81k', 'ollama', 'lm-studio'])
    it(`takes "${text}" for a key`, () => assert.equal(isPlaceholderKey(text), false));
});

describe('isHttp', () => {
  it('tells an address that requests can go to from one without its protocol', () => {
    assert.ok(isHttp('http://localhost:11434/v1') && isHttp('HTTPS://api.openai.com'));
    assert.ok(!isHttp('localhost:11434/v1') && !isHttp('htps://api.openai.com') && !isHttp(''));
  });
});

describe('isLocal', () => {
  it('is true for servers on this machine only', () => {
    const local = ['http://localhost:11434/v1', 'http://127.0.0.1:1234/v1', 'http://[::1]:8000/v1'];
    const others = [
      'https://api.openai.com/v1',
      'http://localhost.example.org/v1',
      'http://192.168.0.9:11434/v1',
      'localhost:1',
    ];
    assert.deepEqual([...local, ...others].filter(isLocal), local);
  });
});

describe('originOf', () => {
  it('is scheme, host and port', () => {
    assert.equal(originOf('https://router.requesty.ai/v1'), 'https://router.requesty.ai');
    assert.equal(originOf('http://localhost:11434/v1/'), 'http://localhost:11434');
  });
  for (const text of ['', 'localhost:11434', 'file:///etc/passwd', 'not a url'])
    it(`refuses "${text}"`, () =>
      assert.throws(
        () => originOf(text),
        (error) => error instanceof UserError && error.code === 'invalidInput',
      ));
});

describe('chooseProvider', () => {
  const check = (facts: Partial<ProviderFacts>, expected: string): void => {
    it(`${JSON.stringify(facts)} plans with ${expected}`, () => {
      assert.equal(
        chooseProvider({ setting: 'auto', testMode: false, hasRequestyKey: false, hasOpenAi: false, ...facts }),
        expected,
      );
    });
  };
  check({}, 'offline');
  check({ hasEditorModel: true }, 'editor');
  check({ hasOpenAi: true, hasEditorModel: true }, 'openai');
  check({ hasRequestyKey: true, hasOpenAi: true }, 'requesty');
  check({ setting: 'openai', hasRequestyKey: true }, 'openai');
  check({ setting: 'requesty' }, 'requesty');
  check({ setting: 'offline', hasOpenAi: true }, 'offline');
  check({ setting: 'requesty', testMode: true, hasRequestyKey: true }, 'offline');
});
