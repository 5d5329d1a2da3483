import { Button, Loader } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { saveFile } from '#ui/files.ts'
import { Dialog } from '#ui/index.ts'
import { usePlace } from '#ui/page.tsx'
import { useFormats, useText } from '#ui/text.tsx'
import messages from '../messages/index.ts'
import { downloadResponses, fileFormats, type Results } from '../results-api.ts'
import { AnswersSearch, filtersOf } from './search.ts'

/** The answers as a file, with the filters that are set now. */
export function Download({ results }: { results: Results }) {
  const t = useText(messages)
  const [open, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" leftSection={<IconDownload size={17} stroke={1.7} aria-hidden />} onClick={() => setOpen(true)}>
        {t('download')}
      </Button>
      <Dialog open={open} onClose={() => setOpen(false)} title={t('download')}>
        <Formats results={results} />
      </Dialog>
    </>
  )
}

function Formats({ results }: { results: Results }) {
  const t = useText(messages)
  const { number } = useFormats()
  const { params, search } = usePlace('/surveys/$id/answers', AnswersSearch)
  const [bytes, setBytes] = useState<number | null>(null)
  const save = async (format: (typeof fileFormats)[number]) => {
    setBytes(0)
    await saveFile(downloadResponses, { survey: params.id, format, ...filtersOf(search) }, `${results.survey.name}.${format}`, setBytes)
    setBytes(null)
  }
  return (
    <div className="stack">
      <p>{t('download.what', { n: results.n, count: number(results.n) })}</p>
      <div className="row wrap">
        {fileFormats.map(format => (
          <Button key={format} variant="default" disabled={bytes !== null} onClick={() => void save(format)}>
            {t(`format.${format}`)}
          </Button>
        ))}
      </div>
      <p role="status" className="row sm soft">
        {bytes !== null && (
          <>
            <Loader size="xs" aria-hidden />
            {t('download.so-far', { size: number(bytes / 1_000_000, 1) })}
          </>
        )}
      </p>
    </div>
  )
}
