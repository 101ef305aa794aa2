import assert from 'node:assert/strict';
import { type ModelServer, type ServerStep, startModelServer } from '../support/modelServer';
import { draft } from '../support/scriptedProvider';
import { openChat } from './support/chat';
import { type Editor, openEditor } from './support/editor';

/** The model as listed by the server. */
const model = { id: 'local/test-model', input_price: 1e-6, output_price: 2e-6 };

/** A tool call that streams in two pieces. */
const toolCall = (name: string, args: unknown): ServerStep[] => {
  const json = JSON.stringify(args);
  const half = Math.floor(json.length / 2);
  return [
    { toolCall: { index: 0, id: `call-${name}`, name, arguments: json.slice(0, half) } },
    { toolCall: { index: 0, arguments: json.slice(half) } },
    { finish: 'tool_calls' },
    { done: true },
  ];
};

describe('planning with a model over HTTP', () => {
  let editor: Editor;
  let server: ModelServer;

  before(async () => {
    server = await startModelServer(
      (_body, n) => {
        if (n === 0) return toolCall('read_file', { path: 'src/app.ts' });
        if (n === 1)
          return [{ text: 'Requests enter through `createApp`.' }, ...toolCall('create_plan', draft('Rate limiting'))];
        if (n === 2)
          return [{ text: 'They pass it, too.' }, { finish: 'stop' }, { usage: [1000, 500] }, { done: true }];
        return [{ status: 500, body: { error: { message: 'the model fell over' } } }];
      },
      [model],
    );
    editor = await openEditor({
      settings: {
        'devplan.testMode': false,
        'devplan.provider': 'openai',
        'devplan.baseUrl': server.baseUrl,
        'devplan.planningModel': 'local/test-model',
      },
    });
  });
  after(async () => {
    await editor?.dispose();
    await server?.close();
  });

  it('asks before it sends, streams tool calls into a plan, and tells a failing server without losing anything', async () => {
    const chat = await openChat(editor);
    await chat.send('Plan rate limiting for the API');
    await editor.dialog('Allow');
    await chat.planCard().waitFor();
    await chat.view.getByText('Requests enter through createApp.', { exact: true }).waitFor();
    const [first] = server.requests;
    assert.equal(first?.body.model, 'local/test-model');
    assert.match(JSON.stringify(server.requests[1]?.body.messages.at(-1)), /createApp/);

    await chat.composer.fill('Do the admin routes pass it?');
    await chat.view.getByText(/≈ \d+(\.\d)?k? tokens/).waitFor();
    await chat.composer.press('Enter');
    await chat.view.getByText('test-model · 1.5k tokens · $0.002', { exact: false }).waitFor();
    await chat.view
      .getByTitle('This conversation so far')
      .getByText(/tokens/)
      .waitFor();

    await chat.send('And for the admin routes?');
    const error = chat.view.getByRole('alert');
    await error.getByText('The provider failed (500)').waitFor();
    await chat.view.getByText('And for the admin routes?', { exact: true }).waitFor();
    assert.equal(await chat.planCard().count(), 1);
    assert.equal(await chat.view.getByText('the model fell over', { exact: true }).count(), 0);
  });
});
