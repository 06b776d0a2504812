using System.Globalization;
using System.Text.Json;
using Bot.Activities;

namespace Bot.Operations;

/// <summary>A clean no: a status, a stable code and a sentence, in the form that Bot Framework clients read. It never tells what is inside.</summary>
internal sealed record Refusal(int Status, string Code, string Message)
{
    internal static readonly Refusal TooLarge = new(StatusCodes.Status413PayloadTooLarge, "RequestTooLarge", "The request is larger than this server takes.");
    internal static readonly Refusal Malformed = new(StatusCodes.Status400BadRequest, "BadSyntax", "The request could not be read.");
    internal static readonly Refusal NoType = new(StatusCodes.Status400BadRequest, "MissingProperty", "An activity needs a type.");
    internal static readonly Refusal TooFast = new(StatusCodes.Status429TooManyRequests, "TooManyRequests", "That was too much at once. Wait a little.");
    internal static readonly Refusal TooBusy = new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The service is too busy right now. Send it again in a moment.");
    internal static readonly Refusal Unavailable = new(StatusCodes.Status503ServiceUnavailable, "ServiceUnavailable", "The message could not be saved, so it was not taken. Send it again in a moment.");
    internal static readonly Refusal Fault = new(StatusCodes.Status500InternalServerError, "ServiceError", "Something went wrong on our side.");

    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(1);

    internal Task SendAsync(HttpContext http, TimeSpan? retryAfter = null)
    {
        var response = http.Response;
        response.StatusCode = Status;
        response.ContentType = "application/json; charset=utf-8";
        if (retryAfter is not null || Status == StatusCodes.Status503ServiceUnavailable)
        {
            response.Headers.RetryAfter = Math.Ceiling((retryAfter ?? Soon).TotalSeconds).ToString(CultureInfo.InvariantCulture);
        }

        return JsonSerializer.SerializeAsync(response.Body, new ErrorResponse(new Error(Code, Message)), ActivityJson.Default.ErrorResponse, http.RequestAborted);
    }
}
