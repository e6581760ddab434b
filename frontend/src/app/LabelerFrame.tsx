import { Outlet } from 'react-router';
import { HoldsBanner } from '@/features/appeals/HoldsBanner';

/** A labeler's lists, with what stands against the account above them; never above an item being labeled. */
export function LabelerFrame() {
  return (
    <>
      <HoldsBanner />
      <Outlet />
    </>
  );
}
