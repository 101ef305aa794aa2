import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { deepTexts, foreignHost, hostileTexts } from '../support/hostileTexts';
import { type ModelServer, answer, startModelServer } from '../support/modelServer';
import { draft } from '../support/scriptedProvider';
import { openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';

/** What hostile text could have put in a page: elements that load or run, handlers, links that do more than open. */
const findings = (frame: Frame): Promise<readonly string[]> =>
  frame.evaluate(() => {
    const all = [...document.querySelectorAll('main *')];
    const elements = all
      .filter((element) => /^(script|img|svg|iframe|style|form|math|base|link|object|embed)$/i.test(element.tagName))
      // The view's own bars are drawings without handlers.
      .filter((element) => !(element.tagName === 'svg' && element.closest('.progress, .bar')))
      .map((element) => element.outerHTML.slice(0, 100));
    const handlers = all.flatMap((element) =>
      [...element.attributes]
        .filter(({ name, value }) => name.startsWith('on') || /^\s*(javascript|command|data|vbscript):/i.test(value))
        .map(({ name, value }) => `${name}=${value.slice(0, 60)}`),
    );
    const leaked = 'leaked' in window ? [`leaked ${String(window.leaked)}`] : [];
    return [...elements, ...handlers, ...leaked];
  });

describe('hostile text', () => {
  let editor: Editor;
  let server: ModelServer;

  before(async () => {
    const all = hostileTexts.join('\n\n');
    const plan = draft(`Limits <img src=x onerror="window.leaked = 0">`);
    const sections = plan.sections.map((section, index) => ({
      ...section,
      body: `${section.body}\n\n${deepTexts[index] ?? all}`,
    }));
    const phases = plan.phases.map((phase) => ({
      title: `${phase.title} ${hostileTexts[1]}`,
      tasks: hostileTexts.slice(0, 16).map((text) => ({
        ...phase.tasks[0],
        title: `Take ${text.replaceAll('\n', ' ').slice(0, 150)}`,
        doneWhen: `it shows ${text}`,
        notes: text,
      })),
    }));
    const create = JSON.stringify({ ...plan, summary: hostileTexts[0], sections, phases });
    server = await startModelServer((body) => {
      const asked = JSON.stringify(body.messages.findLast(({ role }: { role: string }) => role === 'user'));
      if (asked.includes('Say it again')) return answer(all);
      if (asked.includes('And now deeply')) return answer(deepTexts.join('\n\n'));
      return [
        { reasoning: all },
        { toolCall: { index: 0, id: 'c1', name: 'create_plan', arguments: create } },
        { finish: 'tool_calls' },
        { done: true },
      ];
    });
    editor = await openEditor({
      settings: {
        'devplan.testMode': false,
        'devplan.provider': 'openai',
        'devplan.baseUrl': server.baseUrl,
        'devplan.planningModel': 'local/hostile',
        'devplan.maxTurnTokens': 1_000_000,
      },
    });
  });
  after(async () => {
    await editor?.dispose();
    await server?.close();
  });

  it('stands as text in the chat and in the plan, and loads, runs and opens nothing', async () => {
    const foreign: string[] = [];
    editor.page.on('request', (request) => {
      if (request.url().includes(foreignHost)) foreign.push(request.url());
    });
    const chat = await openChat(editor);
    await chat.send(`Plan limits ${hostileTexts[0]} ${hostileTexts[8]}`);
    await editor.dialog('Allow');
    await chat.planCard().waitFor();
    await chat.send('Say it again');
    const said = await chat.answer();
    await said.getByText('<script>window.leaked = 1; fetch(').first().waitFor();
    await said.getByText('\\u202egnp.exe').first().waitFor();
    await chat.send('And now deeply');
    await (await chat.answer()).getByText('> > > ').first().waitFor();
    assert.deepEqual(await findings(await editor.webviewFrame('chat')), []);

    await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
    const plan = editor.webview('plan');
    await plan.getByText('<script>window.leaked = 1; fetch(', { exact: false }).first().waitFor();
    for (const section of await plan.getByRole('button', { expanded: false }).all()) await section.click();
    assert.deepEqual(await findings(await editor.webviewFrame('plan')), []);
    assert.equal(await editor.page.evaluate(() => 'leaked' in window), false);
    assert.deepEqual(foreign, []);
  });
});
