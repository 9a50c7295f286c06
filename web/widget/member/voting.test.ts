import { expect, test } from 'vitest';
import { type Ballot, createVoting, revoted, type Vote } from './voting';

/** A server that answers when told to, and what is shown meanwhile. */
function polling(start: Ballot) {
  let shown = start;
  const sent: Vote[] = [];
  const answers: { resolve: (ballot: Ballot) => void; reject: (error: unknown) => void }[] = [];
  const errors: unknown[] = [];
  const vote = createVoting({
    read: () => shown,
    show: (_, ballot) => {
      shown = ballot;
    },
    send: (_, value) => {
      sent.push(value);
      return new Promise((resolve, reject) => answers.push({ resolve, reject }));
    },
    failed: (error) => errors.push(error),
  });
  return { vote, sent, errors, answers, shown: () => shown };
}

test.each<[Vote, Vote, number, number]>([
  [0, 1, 6, 2],
  [1, 0, 4, 2],
  [1, -1, 4, 3],
  [0, -1, 5, 3],
  [-1, 1, 6, 1],
])('a vote that goes from %i to %i leaves %i up and %i down', (from, to, up, down) => {
  expect(revoted({ up: 5, down: 2 }, from, to)).toEqual({ up, down });
});

test('a vote shows at once, and then what the server counted', async () => {
  const poll = polling({ votes: { up: 1, down: 0 }, mine: 0 });
  const voted = poll.vote('c1', 1);
  expect(poll.shown()).toEqual({ votes: { up: 2, down: 0 }, mine: 1 });
  poll.answers[0]?.resolve({ votes: { up: 7, down: 1 }, mine: 1 });
  await voted;
  expect(poll.shown()).toEqual({ votes: { up: 7, down: 1 }, mine: 1 });
});

test('a refused vote is taken back, and told', async () => {
  const poll = polling({ votes: { up: 1, down: 0 }, mine: 0 });
  const voted = poll.vote('c1', 1);
  poll.answers[0]?.reject(new Error('suspended'));
  await voted;
  expect(poll.shown()).toEqual({ votes: { up: 1, down: 0 }, mine: 0 });
  expect(poll.errors).toHaveLength(1);
});

test('of many quick presses the last one counts, sent after the first was answered', async () => {
  const poll = polling({ votes: { up: 1, down: 0 }, mine: 0 });
  const voted = poll.vote('c1', 1);
  void poll.vote('c1', 0);
  void poll.vote('c1', -1);
  expect(poll.shown()).toEqual({ votes: { up: 1, down: 1 }, mine: -1 });
  expect(poll.sent).toEqual([1]);
  poll.answers[0]?.resolve({ votes: { up: 2, down: 0 }, mine: 1 });
  await Promise.resolve();
  expect(poll.shown().mine).toBe(-1);
  poll.answers[1]?.resolve({ votes: { up: 1, down: 1 }, mine: -1 });
  await voted;
  expect(poll.sent).toEqual([1, -1]);
  expect(poll.shown()).toEqual({ votes: { up: 1, down: 1 }, mine: -1 });
});

test('when a later vote is refused, the one before it stands', async () => {
  const poll = polling({ votes: { up: 1, down: 0 }, mine: 0 });
  const voted = poll.vote('c1', 1);
  void poll.vote('c1', -1);
  poll.answers[0]?.resolve({ votes: { up: 2, down: 0 }, mine: 1 });
  await Promise.resolve();
  poll.answers[1]?.reject(new Error('too fast'));
  await voted;
  expect(poll.shown()).toEqual({ votes: { up: 2, down: 0 }, mine: 1 });
});
