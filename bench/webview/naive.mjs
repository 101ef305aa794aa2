// The transcript as a first version would draw it: redrawing every message at every change.
import MarkdownIt from 'markdown-it';

const markdown = new MarkdownIt();
const api = acquireVsCodeApi();
let messages = [];

const draw = () => {
  const rows = messages.map(({ text, card }) => `<article>${markdown.render(text)}${card ? card.title : ''}</article>`);
  document.getElementById('root').innerHTML = `<main class="chat-main"><div class="feed">${rows.join('')}</div></main>`;
  const scroller = document.querySelector('.chat-main');
  scroller.scrollTop = scroller.scrollHeight;
};

window.addEventListener('message', ({ data }) => {
  if (data.kind === 'answer' && data.value) messages = [...data.value.state.messages];
  else if (data.name === 'chat.event' && data.value.type === 'message') messages.push(data.value.message);
  else if (data.name === 'chat.event' && data.value.type === 'text') messages.at(-1).text += data.value.text;
  else return;
  draw();
});
api.postMessage({ kind: 'request', id: 1, name: 'chat.ready', params: null });
