import '@testing-library/jest-dom/vitest';
import { cleanup } from '@testing-library/react';
import { afterAll, afterEach, beforeAll, vi } from 'vitest';
import { setCredentials } from '@/lib/api';
import { startI18n } from '@/lib/i18n';
import { resetMockDatabase } from './database';
import { server } from './server';

// jsdom draws no dialogs; opening one is what the tests look at.
HTMLDialogElement.prototype.showModal = function showModal() {
  this.open = true;
};
HTMLDialogElement.prototype.close = function close() {
  this.open = false;
};
window.scrollTo = () => {};

beforeAll(async () => {
  server.listen({ onUnhandledRequest: 'error' });
  await startI18n();
});
afterEach(() => {
  cleanup();
  vi.useRealTimers();
  server.resetHandlers();
  resetMockDatabase();
  setCredentials(null, () => {});
  sessionStorage.clear();
});
afterAll(() => server.close());
