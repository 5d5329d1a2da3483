import { Spotlight, type SpotlightActionData, spotlight } from '@mantine/spotlight'
import '@mantine/spotlight/styles.layer.css'
import { IconSearch } from '@tabler/icons-react'
import { useEffect } from 'react'
import { useActions } from './keys.tsx'
import { useGo } from './page.tsx'
import { inOrder, type SlicePage } from './router.tsx'
import { useMay } from './session.ts'
import { useAnyText, useKernelText } from './text.tsx'

/** Pages and what the page on the screen can do, by typing. Its own file: loaded when first asked for. */
export default function Palette({ pages, asked }: { pages: SlicePage[]; asked: number }) {
  const t = useKernelText()
  const actions = [...useActions().map(({ id, label, run }) => ({ id, label, onClick: run })), ...usePageActions(pages)]
  // biome-ignore lint/correctness/useExhaustiveDependencies: asked counts the presses; each opens it
  useEffect(() => spotlight.open(), [asked])
  return (
    <Spotlight
      actions={actions}
      shortcut={null}
      nothingFound={t('state.none')}
      highlightQuery
      searchProps={{
        leftSection: <IconSearch size={19} stroke={1.7} aria-hidden />,
        placeholder: t('palette.search'),
        'aria-label': t('palette.search'),
      }}
    />
  )
}

function usePageActions(pages: SlicePage[]): SpotlightActionData[] {
  const text = useAnyText()
  const may = useMay()
  const go = useGo()
  return inOrder(pages)
    .filter(({ nav }) => !nav?.may || may(nav.may))
    .map(({ slice, path, title }) => ({ id: path, label: text(slice, title), onClick: () => void go(path as '/') }))
}
