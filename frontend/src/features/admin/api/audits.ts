import { useMutation, useQueryClient } from '@tanstack/react-query';
import { request } from '@/lib/api';
import { usePages } from '@/lib/queries';

export interface AuditLine {
  check:
    | 'SUBMISSIONS_LEDGER'
    | 'BONUSES_LEDGER'
    | 'LEDGER_POSTINGS'
    | 'LEDGER_EPOCHS'
    | 'EPOCHS_POSTINGS'
    | 'ALLOCATIONS_LEDGER'
    | 'FUNDED_POSTINGS'
    | 'ESCROW_POSTINGS'
    | 'CHAIN_CLAIMS'
    | 'CHAIN_FUNDS';
  expected: string;
  found: string;
  difference: string;
}

export interface MoneyAudit {
  id: number;
  at: string;
  balanced: boolean;
  lines: AuditLine[];
}

export function useAudits() {
  return usePages<MoneyAudit>(['audits'], '/api/audits');
}

export function useAuditNow() {
  const queryClient = useQueryClient();
  return useMutation({
    mutationFn: () => request<MoneyAudit>('/api/audits', { method: 'POST', json: {} }),
    onSettled: () => queryClient.invalidateQueries({ queryKey: ['audits'] }),
  });
}
