import { answer, gate, type ModelServer, startModelServer } from '../../support/modelServer';
import { type Chat, openChat } from './chat';
import { type Editor, type EditorOptions, openEditor } from './editor';
import type { WebviewName } from './window';

/** An editor that goes through every state of chat and plan view; the HTTP model pauses in the middle of an answer. */
export interface StatesWorld {
  readonly editor: Editor;
  readonly chat: Chat;
  readonly dispose: () => Promise<void>;
}

/** A state that the views can show, reached from the previous one. */
export interface ViewState {
  readonly name: string;
  /** The views that show it. */
  readonly views: readonly WebviewName[];
  readonly show: (world: StatesWorld) => Promise<void>;
}

const longAnswer = Array.from(
  { length: 40 },
  (_, line) => `### Step ${line}\n\nThe route \`GET /v1/orders/${line}\` passes **the limiter** first.`,
).join('\n\n');

/** Opens the editor offline; the server only answers once a state has chosen its model. */
export const openStates = async (options: EditorOptions = {}): Promise<StatesWorld> => {
  const rest = gate();
  const server: ModelServer = await startModelServer(
    (_body, n) =>
      n === 0
        ? answer(longAnswer)
        : [
            { reasoning: 'The limiter stands before the routes, so the health check must be left out.' },
            {
              text: 'The limiter belongs into `src/app.ts`:\n\n- behind the health check\n- before the routes\n\nThen',
            },
            { wait: rest.opened },
            ...answer(' the routes.'),
          ],
    [{ id: 'local/test-model' }],
  );
  const editor = await openEditor({
    ...options,
    settings: {
      'devplan.provider': 'openai',
      'devplan.baseUrl': server.baseUrl,
      'devplan.planningModel': 'local/other',
      ...options.settings,
    },
  });
  return {
    editor,
    chat: await openChat(editor),
    dispose: async () => {
      rest.open();
      await editor.dispose();
      await server.close();
    },
  };
};

const newChat = async ({ chat }: StatesWorld): Promise<void> => {
  await chat.view.getByRole('button', { name: 'New Chat' }).click();
  await chat.view.getByRole('region', { name: 'Prompt starters' }).waitFor();
};

/** Every state, in the order in which a user may reach it. */
export const states: readonly ViewState[] = [
  {
    name: 'the first run',
    views: ['chat'],
    show: async ({ chat }) => chat.view.getByRole('region', { name: 'Prompt starters' }).waitFor(),
  },
  {
    name: 'completions',
    views: ['chat'],
    show: async ({ chat }) => {
      await chat.composer.pressSequentially('@');
      await chat.view.getByRole('option').first().waitFor();
    },
  },
  {
    name: 'a template',
    views: ['chat'],
    show: async ({ chat }) => {
      await chat.composer.fill('/new');
      await chat.view
        .getByRole('option', { name: /New feature/ })
        .first()
        .click();
      await chat.view.getByRole('form', { name: 'New feature' }).waitFor();
    },
  },
  {
    name: 'the context of the next message',
    views: ['chat'],
    show: async ({ chat }) => {
      await chat.view.getByRole('form', { name: 'New feature' }).getByRole('button', { name: 'Cancel' }).click();
      await chat.composer.fill('Limit the routes of @src/app.ts and @src/missing.ts');
      await chat.view.getByRole('list', { name: 'Context for the next message' }).getByText('app.ts').waitFor();
      await chat.view.getByRole('button', { name: /^≈/ }).click();
      await chat.view.getByRole('dialog').waitFor();
    },
  },
  {
    name: 'a plan and its card',
    views: ['chat', 'plan'],
    show: async ({ editor, chat }) => {
      await chat.composer.press('Escape');
      await chat.send('Help me design an onboarding flow');
      await chat.planCard().waitFor();
      // The driver would scroll to a button that still moves, which stops the view from following the end.
      await chat.answer();
      const chips = chat.view.getByRole('list', { name: 'Context for the next message' });
      await chips.getByText('Plan under discussion').waitFor();
      await chat.planCard().getByRole('button', { name: 'Open Plan' }).click();
      const plan = editor.webview('plan');
      await plan.getByRole('checkbox').first().click();
      await plan
        .getByText(/1 of \d+ done/)
        .first()
        .waitFor();
    },
  },
  {
    name: 'what the model saw',
    views: ['plan'],
    show: async ({ editor }) => {
      const plan = editor.webview('plan');
      await plan.getByRole('tab', { name: /^Context/ }).click();
      await plan.getByRole('heading', { name: /saw/ }).waitFor();
    },
  },
  {
    name: 'a proposed version',
    views: ['chat', 'plan'],
    show: async ({ editor, chat }) => {
      const plan = editor.webview('plan');
      await plan.getByRole('tab', { name: /^Plan/ }).click();
      await chat.send('Add a task to document the onboarding steps');
      await chat.proposalCard(2).getByText('Added', { exact: true }).waitFor();
      await plan.getByRole('button', { name: 'Review Changes' }).waitFor();
    },
  },
  {
    name: 'its changes',
    views: ['plan'],
    show: async ({ editor }) => {
      const plan = editor.webview('plan');
      await plan.getByRole('tab', { name: /Changes/ }).click();
      await plan.getByRole('heading', { name: 'Proposed: v1 → v2' }).waitFor();
    },
  },
  {
    name: 'reviews and comments',
    views: ['plan'],
    show: async ({ editor, chat }) => {
      const plan = editor.webview('plan');
      await chat.proposalCard(2).getByRole('button', { name: 'Accept', exact: true }).click();
      await plan.getByRole('tab', { name: /^Reviews/ }).click();
      await plan.getByRole('button', { name: 'Request Review...' }).click();
      await editor.answer('Is the scope right?');
      await plan.getByText('Review requested').waitFor();
      await plan.getByRole('button', { name: 'Comment...', exact: true }).click();
      await editor.page.locator('.quick-input-list .monaco-list-row').filter({ hasText: /^T2 / }).first().click();
      await editor.answer('Who may skip this step?');
      const thread = plan.getByRole('article', { name: 'Thread on T2' });
      await thread.getByRole('textbox').fill('Only those who were invited.');
      await thread.getByRole('button', { name: 'Reply', exact: true }).click();
      await thread.getByText('Only those who were invited.').waitFor();
    },
  },
  {
    name: 'an older version',
    views: ['plan'],
    show: async ({ editor }) => {
      const plan = editor.webview('plan');
      await plan.getByRole('tab', { name: /^Plan/ }).click();
      await plan.getByTitle('Show v1').click();
      await plan.getByText('This is v1, kept as it was.').waitFor();
    },
  },
  {
    name: 'questions',
    views: ['chat'],
    show: async (world) => {
      await newChat(world);
      await world.chat.send('Make it better');
      await world.chat.view.getByRole('button', { name: 'Skip', exact: true }).waitFor();
    },
  },
  {
    name: 'a failure',
    views: ['chat'],
    show: async ({ chat }) => {
      await chat.send('And a limit, please /fail badKey');
      await chat.view.getByRole('alert').getByText('The key was refused').waitFor();
    },
  },
  {
    name: 'a long answer',
    views: ['chat'],
    show: async (world) => {
      const { editor, chat } = world;
      await newChat(world);
      await editor.command('Select Model...');
      await editor.dialog('Turn Off Test Mode');
      await editor.dialog('Allow');
      await editor.quickPick('local/test-model');
      await chat.view.getByRole('button', { name: /test-model/ }).waitFor();
      await chat.send('Which routes pass the limiter?');
      await chat.view.getByRole('heading', { name: 'Step 39' }).waitFor();
      await chat.answer();
    },
  },
  {
    name: 'an answer that streams',
    views: ['chat'],
    show: async ({ chat }) => {
      await chat.send('Where does the limiter belong?');
      await chat.view.getByText('behind the health check', { exact: true }).waitFor();
      await chat.view.getByRole('button', { name: 'Stop' }).waitFor();
    },
  },
];
