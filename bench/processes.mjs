import { once } from 'node:events';

/** The first message of a forked process; rejects if the process ends without one. */
export const messageOf = async (child) => {
  const [message] = await Promise.race([
    once(child, 'message'),
    once(child, 'exit').then(([code]) => Promise.reject(new Error(`${child.spawnargs[1]} ended with code ${code}`))),
  ]);
  return message;
};
