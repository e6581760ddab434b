import { ApiProblem } from '@/lib/api';
import type { AnswerOutbox } from './answer-outbox';
import type { Answer, Assignment, LabelValue } from './assignment';

export const UNDO_MS = 10_000;

/** Leases shown or ready to be shown; one more may hang on an answer that can still be taken back. */
const HELD = 2;
const LEASES = 3;
const RETRY_MS = 2_000;
/** A lease is checked a little after its end, so that clocks that differ slightly do not matter. */
const LEASE_GRACE_MS = 1_500;

export interface SessionParts {
  datasetId: string;
  outbox: AnswerOutbox;
  lease: (datasetId: string) => Promise<Assignment | null>;
  listHeld: (datasetId: string) => Promise<Assignment[]>;
  skip: (assignmentId: string) => Promise<unknown>;
}

export type SessionNotice = { kind: 'lease-lost' } | { kind: 'skips-used' } | { kind: 'refused'; problem: ApiProblem };

export interface SessionView {
  phase: 'loading' | 'labeling' | 'finished' | 'failed';
  current: Assignment | null;
  /** The label that undo brought back with its item. */
  draft: LabelValue | null;
  undoable: Answer | null;
  answered: number;
  earnedBaseUnits: bigint;
  offline: boolean;
  notice: SessionNotice | null;
  problem: ApiProblem | null;
}

/**
 * One sitting of a labeler at one dataset: shows an item, holds the next one ready, and lets the
 * last answer be taken back for a while. The server gives three leases a labeler; so a new answer
 * sends the one before it, and the freed lease fetches the item after next.
 */
export class LabelingSession {
  readonly #parts: SessionParts;
  readonly #subscribers = new Set<() => void>();
  #held: Assignment[] = [];
  #draft: LabelValue | null = null;
  #shownAt = Date.now();
  #started = false;
  #stopped = false;
  #sitting = 0;
  #filling = false;
  #exhausted = false;
  #answered = 0;
  #earned = 0n;
  #notice: SessionNotice | null = null;
  #problem: ApiProblem | null = null;
  #leaseTimer: ReturnType<typeof setTimeout> | undefined;
  #view: SessionView;

  constructor(parts: SessionParts) {
    this.#parts = parts;
    this.#view = this.#draw();
  }

  /** Takes up the leases still held, then leases on; returns what ends the sitting and sends what waits. */
  start(): () => void {
    this.#stopped = false;
    const unsubscribe = this.#parts.outbox.subscribe({
      changed: () => {
        this.#update();
        void this.#fill();
      },
      sent: (answer, receipt) => this.#count(answer, BigInt(receipt.amountBaseUnits)),
      refused: (_answer, problem) => this.#refuse(problem),
    });
    this.#sitting += 1;
    void this.#resume();
    return () => {
      this.#stopped = true;
      clearTimeout(this.#leaseTimer);
      unsubscribe();
      this.#parts.outbox.flush();
    };
  }

  readonly subscribe = (subscriber: () => void): (() => void) => {
    this.#subscribers.add(subscriber);
    return () => this.#subscribers.delete(subscriber);
  };

  readonly view = (): SessionView => this.#view;

  answer(label: LabelValue): void {
    const assignment = this.#held.shift();
    if (!assignment) return;
    const now = Date.now();
    const seconds = Math.round((now - this.#shownAt) / 10) / 100;
    this.#parts.outbox.flush();
    this.#notice = null;
    this.#show(null);
    this.#parts.outbox.put({ assignment, label, seconds, dueAt: now + UNDO_MS });
    this.#update();
    void this.#fill();
  }

  undo(): void {
    const answer = this.#parts.outbox.takeBack();
    if (!answer) return;
    this.#held.unshift(answer.assignment);
    this.#show(answer.label, answer.seconds);
    this.#update();
  }

  async skip(): Promise<void> {
    const assignment = this.#held.shift();
    if (!assignment) return;
    this.#notice = null;
    this.#show(null);
    this.#update();
    // A skip that does not arrive leaves a lease that runs out by itself.
    await this.#parts.skip(assignment.id).catch((cause: unknown) => {
      if (!(cause instanceof ApiProblem) || cause.slug !== 'too-many-skips') return;
      this.#held.unshift(assignment);
      this.#notice = { kind: 'skips-used' };
      this.#show(null);
      this.#update();
    });
    await this.#fill();
  }

  /** Asks again after the end was reached or leasing failed. */
  retry(): void {
    this.#exhausted = false;
    this.#problem = null;
    this.#update();
    void (this.#started ? this.#fill() : this.#resume());
  }

  /** Drops leases that the server has given to others meanwhile, as after a laptop slept. */
  async checkLeases(): Promise<void> {
    if (!this.#held.some((held) => Date.parse(held.expiresAt) < Date.now())) return;
    const alive = await this.#parts.listHeld(this.#parts.datasetId).catch(() => null);
    if (!alive || this.#stopped) return;
    const before = this.#held;
    this.#held = before.filter((held) => alive.some((lease) => lease.id === held.id));
    if (this.#held.length === before.length) return;
    if (this.#held[0] !== before[0]) {
      this.#notice = { kind: 'lease-lost' };
      this.#show(null);
    }
    this.#update();
    await this.#fill();
  }

  async #resume(): Promise<void> {
    const sitting = this.#sitting;
    try {
      const active = await this.#parts.listHeld(this.#parts.datasetId);
      if (this.#stopped || sitting !== this.#sitting) return;
      const onTheirWay = new Set(this.#parts.outbox.answers.map((answer) => answer.assignment.id));
      this.#held = active.filter((assignment) => !onTheirWay.has(assignment.id));
      this.#started = true;
      this.#show(null);
      this.#update();
    } catch (cause) {
      this.#fail(cause);
      return;
    }
    await this.#fill();
  }

  async #fill(): Promise<void> {
    if (this.#filling || !this.#started) return;
    this.#filling = true;
    try {
      while (this.#roomForMore()) {
        const leased = await this.#parts.lease(this.#parts.datasetId);
        if (this.#stopped) return;
        if (!leased) this.#exhausted = true;
        else if (!this.#held.some((held) => held.id === leased.id)) this.#held.push(leased);
        if (this.#held.length === 1) this.#show(null);
        this.#problem = null;
        this.#update();
      }
    } catch (cause) {
      if (cause instanceof ApiProblem && cause.slug === 'too-many-leases') this.#fillLater();
      else this.#fail(cause);
    } finally {
      this.#filling = false;
    }
    if (this.#view.phase === 'finished') this.#parts.outbox.flush();
  }

  #roomForMore(): boolean {
    const leases = this.#held.length + this.#parts.outbox.answers.length;
    return !this.#stopped && !this.#exhausted && this.#held.length < HELD && leases < LEASES;
  }

  #fillLater(): void {
    setTimeout(() => void this.#fill(), RETRY_MS);
  }

  #show(draft: LabelValue | null, secondsBefore = 0): void {
    this.#draft = draft;
    this.#shownAt = Date.now() - secondsBefore * 1_000;
    clearTimeout(this.#leaseTimer);
    const current = this.#held[0];
    if (!current) return;
    const left = Date.parse(current.expiresAt) - Date.now() + LEASE_GRACE_MS;
    this.#leaseTimer = setTimeout(() => void this.checkLeases(), Math.max(left, LEASE_GRACE_MS));
  }

  #count(answer: Answer, amount: bigint): void {
    if (answer.assignment.datasetId !== this.#parts.datasetId) return;
    this.#answered += 1;
    this.#earned += amount;
    this.#update();
    void this.#fill();
  }

  #refuse(problem: ApiProblem): void {
    const lost = problem.slug === 'lease-expired' || problem.status === 404;
    this.#notice = lost ? { kind: 'lease-lost' } : { kind: 'refused', problem };
    this.#update();
    void this.#fill();
  }

  #fail(cause: unknown): void {
    if (this.#stopped) return;
    this.#problem = cause instanceof ApiProblem ? cause : new ApiProblem(0, 'unreachable', String(cause));
    this.#update();
    // With an item on screen the labeler can go on; leasing tries again by itself.
    if (this.#started && this.#problem.passing) this.#fillLater();
  }

  #update(): void {
    this.#view = this.#draw();
    for (const subscriber of this.#subscribers) subscriber();
  }

  #draw(): SessionView {
    const { outbox, datasetId } = this.#parts;
    const waiting = outbox.answers.filter((answer) => answer.assignment.datasetId === datasetId);
    const current = this.#held[0] ?? null;
    return {
      phase: current ? 'labeling' : this.#exhausted ? 'finished' : this.#problem ? 'failed' : 'loading',
      current,
      draft: this.#draft,
      undoable: outbox.undoable,
      answered: this.#answered + waiting.length,
      earnedBaseUnits: waiting.reduce((sum, answer) => sum + BigInt(answer.assignment.priceBaseUnits), this.#earned),
      offline: outbox.struggling,
      notice: this.#notice,
      problem: this.#problem,
    };
  }
}
