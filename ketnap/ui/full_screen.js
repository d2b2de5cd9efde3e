export default function ({ parentElement, data }) {
    const button = parentElement.querySelector("button")
    button.title = data
    button.setAttribute("aria-label", data)
    button.onclick = () =>
        document.fullscreenElement ? document.exitFullscreen() : document.documentElement.requestFullscreen()
}
