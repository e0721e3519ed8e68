import { startSmppStub } from '@loa/testing/servers';
import { z } from 'zod';

/* An operator's gateway in a process of its own. Over IPC it says {url}, and {count} of what it has taken when it is asked {count: true}. */
const stub = await startSmppStub();
process.on('message', (message) => {
  z.object({ count: z.literal(true) }).parse(message);
  process.send?.({ count: stub.kept().length });
});
// Whoever started it is gone.
process.on('disconnect', () => process.exit(0));
process.send?.({ url: stub.url });
