import { BarChart, CustomChart, LineChart, ScatterChart } from 'echarts/charts'
import { GridComponent, MarkAreaComponent, MarkLineComponent } from 'echarts/components'
import { type EChartsCoreOption, init, use } from 'echarts/core'
import { CanvasRenderer, SVGRenderer } from 'echarts/renderers'
import { useEffect, useRef, useState } from 'react'
import type { Draw } from './chart.tsx'
import { type Colours, coloursOf } from './colours.ts'

use([BarChart, CustomChart, LineChart, ScatterChart, GridComponent, MarkAreaComponent, MarkLineComponent, SVGRenderer, CanvasRenderer])

type Props = {
  draw: Draw
  height: number
  onPick?: ((at: number, series: string) => void) | undefined
  picture: { current: (() => string) | null }
}

/** ECharts as SVG: sharp in print, styled by the scheme at hand, and no gradient, grid or motion. */
export default function Drawn({ draw, height, onPick, picture }: Props) {
  const box = useRef<HTMLDivElement>(null)
  const pick = useRef(onPick)
  const scheme = useScheme()
  useEffect(() => {
    pick.current = onPick
  })
  // biome-ignore lint/correctness/useExhaustiveDependencies: another scheme has other colours
  useEffect(() => {
    const here = box.current
    if (!here) return
    const chart = init(here, null, { renderer: 'svg' })
    const option = () => optionOf(draw, coloursOf(here), here.clientWidth)
    chart.setOption(option())
    chart.on('click', ({ dataIndex, seriesId }) => pick.current?.(dataIndex, String(seriesId)))
    const watch = new ResizeObserver(() => {
      chart.resize()
      chart.setOption(option())
    })
    watch.observe(here)
    picture.current = () => png(option(), here, coloursOf(here))
    return () => {
      watch.disconnect()
      chart.dispose()
      picture.current = null
    }
  }, [draw, scheme, picture])
  return <div ref={box} style={{ height }} aria-hidden="true" />
}

const optionOf = (draw: Draw, colours: Colours, width: number): EChartsCoreOption => ({
  animation: false,
  textStyle: { fontFamily: colours.font, color: colours.ink3 },
  ...draw(colours, width),
})

/** The same drawn once on a canvas, twice as sharp, on the ground of its card. */
function png(option: EChartsCoreOption, { clientWidth: width, clientHeight: height }: HTMLElement, { surface }: Colours): string {
  const drawn = init(document.createElement('div'), null, { renderer: 'canvas', width, height })
  drawn.setOption(option)
  const picture = drawn.getDataURL({ type: 'png', pixelRatio: 2, backgroundColor: surface })
  drawn.dispose()
  return picture
}

const schemeNow = () => document.documentElement.getAttribute('data-mantine-color-scheme')

function useScheme() {
  const [scheme, setScheme] = useState(schemeNow)
  useEffect(() => {
    const watch = new MutationObserver(() => setScheme(schemeNow()))
    watch.observe(document.documentElement, { attributes: true, attributeFilter: ['data-mantine-color-scheme'] })
    return () => watch.disconnect()
  }, [])
  return scheme
}
