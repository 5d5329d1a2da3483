import { MantineProvider } from '@mantine/core'
import { type QueryClient, QueryClientProvider } from '@tanstack/react-query'
import { type AnyRouter, RouterProvider } from '@tanstack/react-router'
import { StrictMode } from 'react'
import { Notices } from './notice.tsx'
import { TextProvider } from './text.tsx'
import { resolver, theme } from './theme.ts'
import './styles.ts'

const nonce = () => document.querySelector<HTMLMetaElement>('meta[name=csp-nonce]')?.content ?? ''

/** The whole browser application around a router. Mantine writes its variables itself: their style sheet would be 4 KB. */
export const App = ({ router, queries }: { router: AnyRouter; queries: QueryClient }) => (
  <StrictMode>
    <MantineProvider
      theme={theme}
      deduplicateCssVariables={false}
      cssVariablesResolver={resolver}
      defaultColorScheme="auto"
      getStyleNonce={nonce}
    >
      <TextProvider>
        <QueryClientProvider client={queries}>
          <RouterProvider router={router} />
          <Notices />
        </QueryClientProvider>
      </TextProvider>
    </MantineProvider>
  </StrictMode>
)
