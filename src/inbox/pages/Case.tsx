import { usePlace } from '#ui/page.tsx'
import { CaseView } from './case-view.tsx'
import { CustomerOfCase } from './customer.tsx'
import { Frame } from './frame.tsx'

/** One case between the list and its customer. */
export default function Case() {
  const { params } = usePlace('/inbox/$id')
  return <Frame openId={params.id} main={<CaseView id={params.id} />} side={<CustomerOfCase id={params.id} />} />
}
