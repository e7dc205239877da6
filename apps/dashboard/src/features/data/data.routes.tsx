import { createRoute, lazyRouteComponent } from '@tanstack/react-router';
import { rootRoute } from '../../routes/root-route.tsx';

/** Outside of the shell: who erased themselves or their workspace has none any more. */
export const receiptRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/receipt/$erasureId',
  component: lazyRouteComponent(() => import('./receipt-page.tsx'), 'ReceiptPage'),
});
