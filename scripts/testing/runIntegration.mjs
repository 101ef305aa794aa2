// Runs dist/test/integration in the extension host of a real editor: node scripts/testing/runIntegration.mjs [--grep TEXT]
import { parseArgs } from 'node:util';
import { launchIntegration } from '../editor/integration.mjs';

const { values } = parseArgs({ options: { grep: { type: 'string' } } });
process.exit(await launchIntegration(values));
