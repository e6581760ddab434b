import { QueryClientProvider } from '@tanstack/react-query';
import { render, screen } from '@testing-library/react';
import { readFileSync } from 'node:fs';
import { MemoryRouter } from 'react-router';
import { describe, expect, it } from 'vitest';
import en from '@/locales/en.json';
import zh from '@/locales/zh-Hans.json';
import { createQueryClient } from '@/lib/queries';
import '@/lib/i18n';
import type { Reason, ReasonCode } from './api/get-earnings';
import { ReasonsCard } from './ReasonsCard';

/** The codes as the server declares them. */
const codes = [
  ...readFileSync('../src/main/java/io/assay/payout/ReasonCode.java', 'utf8').matchAll(/^ {2}([A-Z_]+)\(NextStep\.([A-Z_]+)\)/gm),
].map((match) => ({ code: match[1] as ReasonCode, nextStep: match[2] as Reason['nextStep'] }));

function show(reasons: Reason[]) {
  render(
    <QueryClientProvider client={createQueryClient()}>
      <MemoryRouter>
        <ReasonsCard reasons={reasons} lines={[]} />
      </MemoryRouter>
    </QueryClientProvider>,
  );
}

describe('the reasons of pay', () => {
  it('have a name and a sentence each, in every language, and no others have', () => {
    expect(codes.length).toBeGreaterThan(10);
    const names = codes.map(({ code }) => code).sort();
    for (const catalogue of [en, zh]) {
      expect(Object.keys(catalogue.earnings.reason).sort()).toEqual(names);
      expect(Object.keys(catalogue.earnings.reasonText).sort()).toEqual(names);
    }
  });

  it('are shown with what can be done about them', () => {
    show(
      codes.map(({ code, nextStep }) => ({
        code,
        nextStep,
        lines: 1,
        amountBaseUnits: '5',
        answersToGo: nextStep === 'ANSWER_MORE' ? 12 : null,
        until: nextStep === 'APPEAL' ? '2026-12-10T08:00:00Z' : null,
      })),
    );
    expect(screen.getAllByRole('row')).toHaveLength(codes.length + 2);
    expect(screen.getAllByRole('link')).toHaveLength(2);
    expect(screen.getAllByRole('link')[0]).toHaveAttribute('href', '/appeals');
    expect(screen.getByText(/12 answers to go/)).toBeVisible();
    expect(document.body.textContent).not.toMatch(/earnings\.(reason|reasonText|next)\./);
  });
});
