import { useQuery } from '@tanstack/react-query';
import { request } from '@/lib/api';
import type { Wallet } from './link-wallet';

export function useWallet() {
  return useQuery({ queryKey: ['wallet'], queryFn: () => request<Wallet>('/api/me/wallet') });
}
