import assert from 'node:assert/strict';
import { ask, before, changed, check, without } from '../../support/revisedPlan';

describe('OfflineProvider, revisions of a plan', () => {
  describe('in German', () => {
    check('Entferne T3', without('T3'));
    check('Streiche Phase 2', without('T3', 'T4'));
    check(
      'Benenne T2 um in Anfragen vor dem Router begrenzen',
      changed('T2', '1 T2 Anfragen vor dem Router begrenzen (4h)'),
    );
    check('Schätze T3 auf 2 Tage', changed('T3', '2 T3 Test the limits (2d)'));
    check('Verschiebe T1 nach T3', [before[1]!, before[2]!, '2 T1 Add the bucket store (3h)', before[3]!]);
    check('Verschiebe T4 in Phase 1', [...before.slice(0, 2), '1 T4 Write the docs', before[2]!]);
    check('Füge eine Aufgabe hinzu: Last messen', [...before.slice(0, 2), '1 T5 Last messen', ...before.slice(2)]);
    check('Teile T4 in Doku schreiben und Doku prüfen', [
      ...before.slice(0, 3),
      '2 T4 Doku schreiben',
      '2 T5 Doku prüfen',
    ]);

    it('sets acceptance, sections and progress, and answers in German', async () => {
      const { edits, ticks, text } = await ask(
        'T1 ist fertig. Abnahme von T3: die elfte Anfrage bekommt 429. Füge ein Risiko hinzu: zwei Prozesse',
      );
      assert.deepEqual(edits, [
        { type: 'updateTask', task: 'T3', doneWhen: 'die elfte Anfrage bekommt 429' },
        { type: 'appendToSection', section: 'Risks', body: '- Zwei Prozesse' },
      ]);
      assert.deepEqual(
        ticks.map(({ id }) => id),
        ['T1'],
      );
      assert.match(text, /^Ohne Modell, nach deinen Worten: T1 abgehakt; Abnahme von T3 festgelegt/);
    });
  });
});
