using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;

namespace Bot.Desk.Pages;

/// <summary>Sends a page: a Razor component, drawn once on the server. No circuit stays behind, so nothing is lost when the server restarts.</summary>
internal static class DeskRender
{
    internal static async Task SendAsync<TPage>(HttpContext http, Dictionary<string, object?> values, int status = StatusCodes.Status200OK) where TPage : IComponent
    {
        await using var renderer = new HtmlRenderer(http.RequestServices, http.RequestServices.GetRequiredService<ILoggerFactory>());
        var html = await renderer.Dispatcher.InvokeAsync(async () => (await renderer.RenderComponentAsync<TPage>(ParameterView.FromDictionary(values))).ToHtmlString());
        http.Response.StatusCode = status;
        http.Response.ContentType = "text/html; charset=utf-8";
        await http.Response.WriteAsync(html, http.RequestAborted);
    }
}
