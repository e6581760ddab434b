import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ApiProblem } from '@/lib/api';
import { AnswerOutbox, type OutboxListener } from './answer-outbox';
import type { Receipt } from './api/submit-label';
import type { Answer } from './assignment';

const undoMs = 10_000;

function answer(id: string): Answer {
  const assignment = { id, datasetId: 'd', content: { text: id }, expiresAt: '2100-01-01T00:00:00Z', priceBaseUnits: '5' };
  return { assignment, label: 'a', seconds: 2, dueAt: Date.now() + undoMs };
}

function receiptOf(given: Answer): Receipt {
  return { assignmentId: given.assignment.id, state: 'SUBMITTED', amountBaseUnits: '5', submittedAt: '2026-01-01T00:00:00Z' };
}

/** A server that is there, is away, or refuses. */
function server() {
  const received: string[] = [];
  const state: { fault: ApiProblem | null } = { fault: null };
  const submit = (given: Answer) => {
    received.push(given.assignment.id);
    return state.fault ? Promise.reject(state.fault) : Promise.resolve(receiptOf(given));
  };
  return { received, state, submit };
}

function outboxOf(submit: (given: Answer) => Promise<Receipt>) {
  return new AnswerOutbox({ storage: sessionStorage, storageKey: 'answers', submit });
}

describe('the outbox of answers', () => {
  beforeEach(() => vi.useFakeTimers());
  afterEach(() => sessionStorage.clear());

  it('sends an answer when its time to take it back is over, and not before', async () => {
    const { received, submit } = server();
    const outbox = outboxOf(submit);
    outbox.put(answer('one'));
    await vi.advanceTimersByTimeAsync(undoMs - 1);
    expect(received).toEqual([]);
    await vi.advanceTimersByTimeAsync(1);
    expect(received).toEqual(['one']);
    expect(outbox.answers).toEqual([]);
    expect(sessionStorage.getItem('answers')).toBeNull();
  });

  it('gives the last answer back while there is time, and never sends it', async () => {
    const { received, submit } = server();
    const outbox = outboxOf(submit);
    outbox.put(answer('one'));
    outbox.put(answer('two'));
    expect(outbox.takeBack()?.assignment.id).toBe('two');
    await vi.advanceTimersByTimeAsync(undoMs);
    expect(received).toEqual(['one']);
    expect(outbox.takeBack()).toBeNull();
  });

  it('sends again while the server is away, and loses nothing', async () => {
    const { received, state, submit } = server();
    state.fault = new ApiProblem(503, 'unavailable', 'away');
    const outbox = outboxOf(submit);
    outbox.put(answer('one'));
    await vi.advanceTimersByTimeAsync(undoMs + 500);
    expect(outbox.struggling).toBe(true);
    expect(outbox.answers).toHaveLength(1);
    state.fault = null;
    await vi.advanceTimersByTimeAsync(60_000);
    expect(received.length).toBeGreaterThan(1);
    expect(outbox.answers).toEqual([]);
  });

  it('lets an answer go that the server refuses, and says so', async () => {
    const { state, submit } = server();
    state.fault = new ApiProblem(410, 'lease-expired', 'too late');
    const outbox = outboxOf(submit);
    const listener: OutboxListener = { changed: vi.fn(), sent: vi.fn(), refused: vi.fn() };
    outbox.subscribe(listener);
    outbox.put(answer('one'));
    await vi.advanceTimersByTimeAsync(undoMs);
    expect(listener.refused).toHaveBeenCalledOnce();
    expect(listener.sent).not.toHaveBeenCalled();
    expect(outbox.answers).toEqual([]);
  });

  it('sends at once when the page is left, and after a reload what was left over', async () => {
    const away = server();
    away.state.fault = new ApiProblem(0, 'unreachable', 'closed');
    const left = outboxOf(away.submit);
    left.put(answer('one'));
    left.flush(true);
    expect(away.received).toEqual(['one']);
    await vi.advanceTimersByTimeAsync(0);
    const back = server();
    const reloaded = outboxOf(back.submit);
    await vi.advanceTimersByTimeAsync(0);
    expect(back.received).toEqual(['one']);
    expect(reloaded.answers).toEqual([]);
  });
});
