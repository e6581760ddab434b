import { ApiProblem } from '@/lib/api';
import type { Receipt } from './api/submit-label';
import type { Answer } from './assignment';

export interface OutboxListener {
  changed: () => void;
  sent: (answer: Answer, receipt: Receipt) => void;
  refused: (answer: Answer, problem: ApiProblem) => void;
}

export interface OutboxParts {
  storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>;
  storageKey: string;
  submit: (answer: Answer, keepalive: boolean) => Promise<Receipt>;
}

const FIRST_RETRY_MS = 1_000;
const LAST_RETRY_MS = 30_000;

/**
 * Answers between the labeler's key press and the server's receipt. Each waits until it is due, is
 * sent, and is sent again with growing pauses while the server is out of reach. All are kept in the
 * tab's storage until the receipt: sending twice is harmless, losing one is not.
 */
export class AnswerOutbox {
  readonly #parts: OutboxParts;
  readonly #listeners = new Set<OutboxListener>();
  readonly #sending = new Set<string>();
  readonly #timers = new Map<string, ReturnType<typeof setTimeout>>();
  readonly #failures = new Map<string, number>();
  #answers: Answer[];

  constructor(parts: OutboxParts) {
    this.#parts = parts;
    this.#answers = this.#restore();
    // What a reload interrupted may already have left the tab, so that its time to take it back is over.
    for (const answer of this.#answers) void this.#send(answer, false);
  }

  subscribe(listener: OutboxListener): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  get answers(): readonly Answer[] {
    return this.#answers;
  }

  /** Whether sending has failed and is being tried again. */
  get struggling(): boolean {
    return this.#failures.size > 0;
  }

  put(answer: Answer): void {
    this.#answers = [...this.#answers, answer];
    this.#save();
    this.#sendIn(answer, answer.dueAt - Date.now());
  }

  /** The last answer, where it can still be taken back. */
  get undoable(): Answer | null {
    const last = this.#answers.at(-1);
    return last && !this.#gone(last) ? last : null;
  }

  takeBack(): Answer | null {
    const answer = this.undoable;
    if (answer) this.#drop(answer);
    return answer;
  }

  /** Sends what waits without further delay; `leaving` lets the requests outlive the page. */
  flush(leaving = false): void {
    for (const answer of this.#answers) {
      if (leaving || !this.#sending.has(answer.assignment.id)) void this.#send(answer, leaving);
    }
  }

  #gone(answer: Answer): boolean {
    return this.#sending.has(answer.assignment.id) || this.#failures.has(answer.assignment.id);
  }

  async #send(answer: Answer, keepalive: boolean): Promise<void> {
    const { id } = answer.assignment;
    clearTimeout(this.#timers.get(id));
    this.#sending.add(id);
    this.#tell((listener) => listener.changed());
    try {
      const receipt = await this.#parts.submit(answer, keepalive);
      this.#settle(answer, (listener) => listener.sent(answer, receipt));
    } catch (cause) {
      const problem = cause instanceof ApiProblem ? cause : new ApiProblem(0, 'unreachable', String(cause));
      if (problem.passing) this.#retry(answer);
      else this.#settle(answer, (listener) => listener.refused(answer, problem));
    }
  }

  #retry(answer: Answer): void {
    const { id } = answer.assignment;
    const failures = (this.#failures.get(id) ?? 0) + 1;
    this.#sending.delete(id);
    this.#failures.set(id, failures);
    this.#sendIn(answer, Math.min(FIRST_RETRY_MS * 2 ** (failures - 1), LAST_RETRY_MS));
    this.#tell((listener) => listener.changed());
  }

  #settle(answer: Answer, news: (listener: OutboxListener) => void): void {
    // Two sends of one answer can cross when the page is left and comes back.
    if (!this.#answers.includes(answer)) return;
    this.#drop(answer);
    this.#tell(news);
  }

  #drop(answer: Answer): void {
    const { id } = answer.assignment;
    clearTimeout(this.#timers.get(id));
    this.#timers.delete(id);
    this.#sending.delete(id);
    this.#failures.delete(id);
    this.#answers = this.#answers.filter((other) => other !== answer);
    this.#save();
    this.#tell((listener) => listener.changed());
  }

  #sendIn(answer: Answer, delay: number): void {
    const { id } = answer.assignment;
    clearTimeout(this.#timers.get(id));
    this.#timers.set(id, setTimeout(() => void this.#send(answer, false), Math.max(0, delay)));
  }

  #tell(news: (listener: OutboxListener) => void): void {
    for (const listener of this.#listeners) news(listener);
  }

  #save(): void {
    const { storage, storageKey } = this.#parts;
    if (this.#answers.length === 0) storage.removeItem(storageKey);
    else storage.setItem(storageKey, JSON.stringify(this.#answers));
  }

  #restore(): Answer[] {
    try {
      return JSON.parse(this.#parts.storage.getItem(this.#parts.storageKey) ?? '[]') as Answer[];
    } catch {
      return [];
    }
  }
}
